package banyan.platform.calls;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of one alternative of a sealed type on the wire: lower-case words joined by hyphens.
 * Written out, so that renaming a class changes no message.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WireName {
  String value();
}
