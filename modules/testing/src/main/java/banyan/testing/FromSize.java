package banyan.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Left to a size and those above it: the smaller ones skip it, and their reports say so. For tests
 * that start processes and whose promise another test of the smaller size shows, too
 * (docs/testing.md).
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FromSize.Condition.class)
public @interface FromSize {
  /** The smallest size that has it. */
  TestSize value();

  /** Skips what the size that runs does not reach. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), FromSize.class)
          .map(from -> decide(from.value(), TestSize.current()))
          .orElseGet(() -> ConditionEvaluationResult.enabled("of every size"));
    }

    static ConditionEvaluationResult decide(TestSize smallest, TestSize current) {
      return current.reaches(smallest)
          ? ConditionEvaluationResult.enabled(current + " reaches " + smallest)
          : ConditionEvaluationResult.disabled("left to the size " + smallest);
    }
  }
}
