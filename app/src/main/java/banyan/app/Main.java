package banyan.app;

/** The command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Contexts.all().isEmpty() ? 1 : 0);
  }
}
