package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Texts and numbers of JSON with their tokens: what the name of their field says counts, too. */
final class ScalarText {
  private ScalarText() {}

  static TokenText of(Place place, JsonNode node, ActiveRules rules) {
    if (node.isTextual()) {
      return ofText(place, node.textValue(), rules);
    }
    return JsonNumber.lexeme(node)
        .map(lexeme -> ofNumber(place, lexeme, rules))
        .orElseGet(() -> TokenText.plain(node.asText()));
  }

  static TokenText ofText(Place place, String text, ActiveRules rules) {
    if (FieldWords.arePointers(place)) {
      return TokenText.plain(text);
    }
    if (rules.areIds(place)) {
      Optional<IdFamily> family = IdFamily.of(text);
      if (family.isPresent()) {
        return TokenText.of(new Token.Id(text, family.get(), place.stem()));
      }
    }
    return TokenText.scan(text);
  }

  private static TokenText ofNumber(Place place, String lexeme, ActiveRules rules) {
    if (rules.areIds(place) && IdFamily.of(lexeme).equals(Optional.of(IdFamily.NUMBER))) {
      return TokenText.of(new Token.Id(lexeme, IdFamily.NUMBER, place.stem()));
    }
    if (FieldWords.areTimes(place.fieldName())) {
      return Timestamp.ofEpoch(lexeme)
          .map(moment -> TokenText.of(new Token.Time(lexeme, moment)))
          .orElseGet(() -> TokenText.plain(lexeme));
    }
    return TokenText.plain(lexeme);
  }
}
