package banyan.proxy.match;

/** What a condition looks at. */
public sealed interface Trait {
  /** {@code field x-beta}, for people. */
  String words();

  /** A field by its lower-case name. */
  record Field(String name) implements Trait {
    @Override
    public String words() {
      return "field " + name;
    }
  }

  record Parameter(String name) implements Trait {
    @Override
    public String words() {
      return "query " + name;
    }
  }

  record Cookie(String name) implements Trait {
    @Override
    public String words() {
      return "cookie " + name;
    }
  }

  /** The version that {@code Accept} asks for. */
  record Accepted() implements Trait {
    @Override
    public String words() {
      return "version in accept";
    }
  }

  /**
   * The version that stands in the path.
   *
   * @param index of the segment, from 0
   */
  record Segment(int index, String name) implements Trait {
    @Override
    public String words() {
      return "version in {" + name + "}";
    }
  }

  /** Whose data the verified caller may touch. No head tells it. */
  record Tenant() implements Trait {
    @Override
    public String words() {
      return "tenant";
    }
  }
}
