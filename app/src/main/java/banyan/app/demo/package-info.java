/**
 * The demo: a show in which the catalogue moves out and back under traffic, and the judgement on
 * it. A {@code DemoPlan} and a {@code Scene} of running processes enter {@code Show}; a {@code
 * Report} leaves. What is promised is judged by {@code Promises}, pure functions of {@code
 * Evidence}, which comes from the clients' journal, the access logs and the database.
 */
@NullMarked
package banyan.app.demo;

import org.jspecify.annotations.NullMarked;
