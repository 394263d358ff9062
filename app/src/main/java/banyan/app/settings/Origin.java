package banyan.app.settings;

/** Where the value of a setting was found. */
public sealed interface Origin {
  /** As a user would look it up: {@code --port}, {@code BANYAN_PORT}, {@code banyan.yaml:3:7}. */
  String place();

  /** A flag of the command line. */
  record Flag(String name) implements Origin {
    @Override
    public String place() {
      return name;
    }
  }

  /** A variable of the environment. */
  record Variable(String name) implements Origin {
    @Override
    public String place() {
      return name;
    }
  }

  /** A node of banyan.yaml; line and column count from 1. */
  record FileNode(String file, int line, int column) implements Origin {
    @Override
    public String place() {
      return file + ":" + line + ":" + column;
    }
  }

  /** The default of the declaration. */
  record Default() implements Origin {
    @Override
    public String place() {
      return "default";
    }
  }

  /** A default that follows from other settings, and how. */
  record Derived(String rule) implements Origin {
    @Override
    public String place() {
      return "default (" + rule + ")";
    }
  }
}
