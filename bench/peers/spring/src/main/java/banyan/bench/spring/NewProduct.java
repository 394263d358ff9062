package banyan.bench.spring;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A new product as a client sends it, with the rules of Banyan's catalogue. */
record NewProduct(
    @NotNull @Size(min = 1, max = 40) @Pattern(regexp = "[A-Z0-9]+(-[A-Z0-9]+)*") String sku,
    @NotNull
        @Size(min = 1, max = 120)
        @Pattern(
            regexp =
                "[^\\u0000-\\u0020\\u007F-\\u009F]"
                    + "([^\\u0000-\\u001F\\u007F-\\u009F]*[^\\u0000-\\u0020\\u007F-\\u009F])?")
        String name,
    @Size(max = 2000)
        @Pattern(regexp = "[^\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F]*")
        @Nullable String description,
    @NotNull @Valid Money price) {}
