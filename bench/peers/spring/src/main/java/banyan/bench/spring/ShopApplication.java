package banyan.bench.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The three shop endpoints as an ordinary Spring Boot program with JDBC: the same table, tenant
 * transaction, rules for a new product and bytes of JSON as Banyan's catalogue, and a line of the
 * access log for each request. It keeps no metrics: what Banyan does beyond this counts against
 * Banyan.
 */
@SpringBootApplication
public class ShopApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }
}
