package banyan.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Left out of the fast size (docs/testing.md): {@code FromSize} of the module of the tests' tools
 * says it elsewhere, and that module stands on this one.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
    named = "banyan.size",
    matches = "fast",
    disabledReason = "left to the size DEFAULT")
public @interface FromDefaultSize {}
