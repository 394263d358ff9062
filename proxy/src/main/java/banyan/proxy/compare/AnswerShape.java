package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import banyan.proxy.sampling.ResponseShape;
import java.io.IOException;

/** The shape of an answer whose body is JSON, decoded as it is for a comparison. */
public final class AnswerShape {
  /** Larger bodies, after decoding, are not looked into. */
  public static final int BYTES_MAX = 64 << 10;

  private AnswerShape() {}

  /** The shape; {@link ResponseShape#NONE} where the body is none, too large or no JSON. */
  public static long of(RecordedAnswer answer) {
    boolean isJson = MediaType.parse(answer.field("content-type")).isJson();
    if (!isJson || answer.body().length == 0 || answer.body().length > BYTES_MAX) {
      return ResponseShape.NONE;
    }
    var decoded = ContentCoding.decode(answer.body(), answer.field("content-encoding"), BYTES_MAX);
    if (!(decoded instanceof ContentCoding.Decoded.Plain(byte[] body))) {
      return ResponseShape.NONE;
    }
    try {
      return ResponseShape.of(JsonBody.read(body));
    } catch (IOException _) {
      return ResponseShape.NONE;
    }
  }
}
