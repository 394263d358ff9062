/** The three shop endpoints as a Spring Boot program: HTTP enters, JDBC leaves. */
@NullMarked
package banyan.bench.spring;

import org.jspecify.annotations.NullMarked;
