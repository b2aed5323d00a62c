package dev.alidade.app.fx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Runs work off the JavaFX thread and brings results, errors and progress back to it.
 *
 * <pre>{@code
 * tasks.task("Load movies.csv", progress -> catalog.load(path, options, progress))
 *     .onDone(viewModel::show)
 *     .start();
 * }</pre>
 *
 * <p>{@link #task} may be called from any thread. Handlers and {@link #running} belong to the
 * JavaFX thread. An error without a handler of its own goes to the one given at construction.
 */
public final class BackgroundTasks implements AutoCloseable {
  private static final Logger LOG = System.getLogger(BackgroundTasks.class.getName());

  /** What is asked to stop does so within a batch of texts or a chunk of rows, under a second. */
  private static final Duration LONGEST_ENDING = Duration.ofSeconds(5);

  private final FxPublisher fx;
  private final Executor executor;
  private final Consumer<? super TaskFailure> onFailure;
  private final ObservableList<BackgroundTask> running = FXCollections.observableArrayList();
  private final ObservableList<BackgroundTask> runningView =
      FXCollections.unmodifiableObservableList(running);
  private final Map<Object, BackgroundTask> newestByKey = new HashMap<>();
  private final AtomicInteger active = new AtomicInteger();

  /** Seen or not, from their start until their work has ended. */
  private final Set<BackgroundTask> working = ConcurrentHashMap.newKeySet();

  private BackgroundTasks(
      FxPublisher fx, Executor executor, Consumer<? super TaskFailure> onFailure) {
    this.fx = fx;
    this.executor = executor;
    this.onFailure = onFailure;
  }

  /** Tasks on daemon threads of their own, as many as there is work. */
  public static BackgroundTasks pooled(FxPublisher fx, Consumer<? super TaskFailure> onFailure) {
    return new BackgroundTasks(
        fx,
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("alidade-task-", 1).factory()),
        onFailure);
  }

  /** Tasks that run to their end within {@code start()}: for tests. */
  public static BackgroundTasks synchronous(
      FxPublisher fx, Consumer<? super TaskFailure> onFailure) {
    return new BackgroundTasks(fx, Runnable::run, onFailure);
  }

  /** Prepares work; nothing happens before {@link Preparation#start}. */
  public <T> Preparation<T> task(String title, Work<T> work) {
    return new Preparation<>(this, title, work);
  }

  /** The tasks that run now and are meant to be seen, oldest first. JavaFX thread. */
  public ObservableList<BackgroundTask> running() {
    return runningView;
  }

  /** Whether any task runs, seen or not. Any thread. */
  public boolean busy() {
    return active.get() > 0;
  }

  /**
   * Cancels everything that runs, takes no more work, and waits until what ran has ended, so that
   * what it works on can be closed. A task that does not stop is left behind after {@link
   * #LONGEST_ENDING}, and logged.
   */
  @Override
  public void close() {
    if (!(executor instanceof ExecutorService service)) {
      working.forEach(BackgroundTask::cancel);
      return;
    }
    service.shutdown();
    working.forEach(BackgroundTask::cancel);
    service.shutdownNow();
    try {
      if (!service.awaitTermination(LONGEST_ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(
            Level.WARNING,
            "these tasks did not stop within {0}: {1}",
            LONGEST_ENDING,
            working.stream().map(BackgroundTask::title).toList());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  <T> BackgroundTask start(Preparation<T> what) {
    BackgroundTask task = new BackgroundTask(what.title, what.shown, fx);
    Object key = what.key;
    if (key != null) {
      synchronized (newestByKey) {
        BackgroundTask former = newestByKey.put(key, task);
        if (former != null) {
          former.cancel();
        }
      }
    }
    active.incrementAndGet();
    working.add(task);
    if (task.shown()) {
      fx.now(() -> running.add(task));
    }
    try {
      executor.execute(() -> run(task, what));
    } catch (RejectedExecutionException closed) {
      // The window is closing; nobody waits for this work any more.
      working.remove(task);
      task.cancel();
      fx.later(() -> conclude(() -> fail(task, what, closed)));
    }
    return task;
  }

  private <T> void run(BackgroundTask task, Preparation<T> what) {
    Runnable ending;
    try {
      if (!task.begin()) {
        throw new CancellationException();
      }
      T result = what.work.run(task.progress());
      ending = () -> succeed(task, what, result);
    } catch (Throwable thrown) {
      // Everything the work can throw is an outcome of the task, told to the user in one place.
      ending = () -> fail(task, what, thrown);
    } finally {
      task.end();
      working.remove(task);
    }
    Runnable outcome = ending;
    fx.later(() -> conclude(outcome));
  }

  /** Work is over only when its handlers have run, so that work they start joins on. */
  private void conclude(Runnable ending) {
    try {
      ending.run();
    } finally {
      active.decrementAndGet();
    }
  }

  private <T> void succeed(BackgroundTask task, Preparation<T> what, T result) {
    retire(task, what);
    if (task.isCancelled()) {
      task.settle(TaskState.CANCELLED);
      what.onCancelled.run();
    } else {
      task.settle(TaskState.SUCCEEDED);
      what.onDone.accept(result);
    }
  }

  private void fail(BackgroundTask task, Preparation<?> what, Throwable thrown) {
    retire(task, what);
    if (task.isCancelled()) {
      task.settle(TaskState.CANCELLED);
      what.onCancelled.run();
      return;
    }
    task.settle(TaskState.FAILED);
    Consumer<? super Throwable> own = what.onFailed;
    if (own != null) {
      own.accept(thrown);
    } else {
      onFailure.accept(new TaskFailure(task.title(), thrown));
    }
  }

  private void retire(BackgroundTask task, Preparation<?> what) {
    running.remove(task);
    Object key = what.key;
    if (key != null) {
      synchronized (newestByKey) {
        newestByKey.remove(key, task);
      }
    }
  }

  /** A task that failed: its title and what was thrown. */
  public record TaskFailure(String title, Throwable cause) {}

  /**
   * Work with its handlers, not yet running. All handlers run on the JavaFX thread.
   *
   * @param <T> what the work yields
   */
  public static final class Preparation<T> {
    private final BackgroundTasks tasks;
    private final String title;
    private final Work<T> work;
    private boolean shown = true;
    private @Nullable Object key;
    private Consumer<? super T> onDone = result -> {};
    private @Nullable Consumer<? super Throwable> onFailed;
    private Runnable onCancelled = () -> {};

    private Preparation(BackgroundTasks tasks, String title, Work<T> work) {
      this.tasks = tasks;
      this.title = title;
      this.work = work;
    }

    /** What to do with the result. */
    public Preparation<T> onDone(Consumer<? super T> handler) {
      onDone = handler;
      return this;
    }

    /** What to do with an error; without this it becomes a notice. */
    public Preparation<T> onFailed(Consumer<? super Throwable> handler) {
      onFailed = handler;
      return this;
    }

    /** What to do after a cancel. */
    public Preparation<T> onCancelled(Runnable handler) {
      onCancelled = handler;
      return this;
    }

    /** Keeps short work out of the status bar. */
    public Preparation<T> quietly() {
      shown = false;
      return this;
    }

    /** Cancels the task started before with the same key: only the newest one counts. */
    public Preparation<T> replacing(Object sameKey) {
      key = sameKey;
      return this;
    }

    /** Starts the work and returns its task. */
    public BackgroundTask start() {
      return tasks.start(this);
    }
  }
}
