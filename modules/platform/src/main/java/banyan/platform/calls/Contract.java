package banyan.platform.calls;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The interface by which other contexts call this one. Each method is a {@link Query} or a {@link
 * Command}; {@link CallContract} checks it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contract {
  /** The name of the context. */
  String value();
}
