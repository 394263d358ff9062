package banyan.proxy.publish;

/** Documents of routes for tests. */
final class Documents {
  static final String FAULTY = "rotes: []\n";

  private Documents() {}

  /** One route, to an upstream that nobody asks. */
  static String leadingTo(String path) {
    return "upstreams: {u: {endpoints: ['http://127.0.0.1:1']}}\nroutes: [{match: {path: "
        + path
        + "}, to: u}]\n";
  }
}
