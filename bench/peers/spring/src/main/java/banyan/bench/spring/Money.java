package banyan.bench.spring;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An amount in the smallest unit of its currency. */
record Money(
    @Min(0) @Max(1_000_000_000_000L) long amountMinor, @NotNull @KnownCurrency String currency) {

  /** A currency code of ISO 4217 that has a smallest unit. */
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = IsKnown.class)
  @interface KnownCurrency {
    String message() default "must be a currency code of ISO 4217, such as EUR";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Any thread. */
  static final class IsKnown implements ConstraintValidator<KnownCurrency, String> {
    private static final Set<String> CODES =
        Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public boolean isValid(@Nullable String code, ConstraintValidatorContext context) {
      return code == null || CODES.contains(code);
    }
  }
}
