package banyan.platform.calls;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that changes something: {@code Answer name(Arrival arrival, CommandKey key, Request
 * request)}. The platform never sends it twice; its caller may, with the same key, and there is one
 * effect.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Command {}
