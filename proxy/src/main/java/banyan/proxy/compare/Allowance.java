package banyan.proxy.compare;

import java.math.BigDecimal;
import java.time.Duration;

/** What a rule allows at the place that it names, and there alone. */
public sealed interface Allowance {
  /** The word that documents have for it. */
  String word();

  /** Anything: the place and what is below it are not compared. */
  record Anything() implements Allowance {
    @Override
    public String word() {
      return "anything";
    }
  }

  /** Any value of the same JSON type; of a header field any value, as long as it is there. */
  record AnyValue() implements Allowance {
    @Override
    public String word() {
      return "any-value";
    }
  }

  /** The same number with another lexeme: {@code 1}, {@code 1.0} and {@code 1e0}. */
  record SameNumber() implements Allowance {
    @Override
    public String word() {
      return "same-number";
    }
  }

  /** A number that is at most so far away. */
  record Tolerance(BigDecimal by) implements Allowance {
    @Override
    public String word() {
      return "tolerance";
    }
  }

  /** Null in place of nothing, and nothing in place of null. */
  record NullOrAbsent() implements Allowance {
    @Override
    public String word() {
      return "null-or-absent";
    }
  }

  /** The elements of a list in any order, though the list looks sorted. */
  record AnyOrder() implements Allowance {
    @Override
    public String word() {
      return "any-order";
    }
  }

  /** A moment that is at most so far away, whatever other moments do. */
  record Skew(Duration by) implements Allowance {
    @Override
    public String word() {
      return "skew";
    }
  }

  /** The same moment, written with another zone or precision. */
  record SameInstant() implements Allowance {
    @Override
    public String word() {
      return "same-instant";
    }
  }

  /** The values are ids, which may be renamed although they do not look it. */
  record Ids() implements Allowance {
    @Override
    public String word() {
      return "ids";
    }
  }

  /** A text in which {@code from} stands where the other answer has {@code to}. */
  record Rewrite(String from, String to) implements Allowance {
    @Override
    public String word() {
      return "rewrite";
    }
  }
}
