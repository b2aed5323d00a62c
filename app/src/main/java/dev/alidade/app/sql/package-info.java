/** The SQL panel: schema, editor, results, plans, advice and history. */
@NullMarked
package dev.alidade.app.sql;

import org.jspecify.annotations.NullMarked;
