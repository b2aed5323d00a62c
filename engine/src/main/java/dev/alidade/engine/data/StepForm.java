package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.data.Means.Meaning;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Name and parameters of a kind of step (or of a record inside one), read from its record. Saving
 * as JSON and editors work from the form, so a new step needs neither. Immutable.
 *
 * @param name as in a saved pipeline, for example {@code fill_nulls}
 */
public record StepForm<R extends Record>(Class<R> type, String name, List<Parameter> parameters) {
  private static final Map<Class<?>, StepForm<?>> BY_TYPE =
      Arrays.stream(Step.class.getPermittedSubclasses())
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> type, type -> of(type.asSubclass(Record.class))));

  private static final Map<String, StepForm<?>> BY_NAME =
      BY_TYPE.values().stream().collect(Collectors.toUnmodifiableMap(StepForm::name, form -> form));

  /**
   * One parameter, in the order of the record.
   *
   * @param name as in a saved pipeline, for example {@code new_name}
   * @param type of the value; of the elements where it is a list
   * @param list whether it holds several
   */
  public record Parameter(
      String name, Class<?> type, boolean list, Meaning meaning, RecordComponent component) {}

  /** The form of a record that a step is or holds. */
  public static <R extends Record> StepForm<R> of(Class<R> type) {
    return new StepForm<>(
        type,
        snakeCase(type.getSimpleName()),
        Stream.of(type.getRecordComponents()).map(StepForm::parameter).toList());
  }

  /** The form of a step. */
  public static StepForm<?> of(Step step) {
    StepForm<?> form = BY_TYPE.get(step.getClass());
    if (form == null) {
      throw new IllegalStateException("no form for " + step.getClass());
    }
    return form;
  }

  /** Forms of all kinds of steps by their names. */
  static Map<String, StepForm<?>> byName() {
    return BY_NAME;
  }

  private static Parameter parameter(RecordComponent component) {
    boolean list = component.getType() == List.class;
    Class<?> type =
        list
            ? (Class<?>)
                ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            : component.getType();
    Means means = component.getAnnotation(Means.class);
    return new Parameter(
        snakeCase(component.getName()),
        type,
        list,
        means == null ? Meaning.TEXT : means.value(),
        component);
  }

  /** {@code newName} as {@code new_name}. */
  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** The value of a parameter: String, Long, Double, Boolean, an enum, a record or a list. */
  public static Object value(Record record, Parameter parameter) {
    try {
      return parameter.component().getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + parameter.name(), e);
    }
  }

  /**
   * Makes the record of its values, in the order of the parameters.
   *
   * @throws InvalidRequest as the record does
   */
  public R make(List<?> values) {
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot make " + name, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + name, e);
    }
  }

  /** The same step with another value for one parameter. */
  public static Step with(Step step, String parameter, Object value) {
    StepForm<?> form = of(step);
    return (Step)
        form.make(
            form.parameters().stream()
                .map(p -> p.name().equals(parameter) ? value : value((Record) step, p))
                .toList());
  }
}
