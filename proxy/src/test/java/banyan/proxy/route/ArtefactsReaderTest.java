package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.adapt.JsonPlace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route may say of artefacts, and what it is told when it says something else. */
final class ArtefactsReaderTest {
  @Test
  void readsHandlesAndTheirPlaces() {
    Artefacts artefacts =
        valid(
            "{cursor: {query: page, at: [/next, link /links/next, header Link, header X-Next]},"
                + " upload: {path: '/uploads/{id}/**', at: header Location}}");

    assertThat(artefacts.areValidatorsShared()).isFalse();
    Handle cursor = artefacts.handles().getFirst();
    assertThat(cursor.kind()).isEqualTo(Handle.Kind.CURSOR);
    assertThat(cursor.carrier()).isEqualTo(new Handle.Carrier.Parameter("page"));
    assertThat(cursor.places()).map(MintingPlace::isLink).containsExactly(false, true, true, false);
    assertThat(artefacts.handles().getLast().carrier())
        .isEqualTo(new Handle.Carrier.Segment(PathTemplate.parse("/uploads/{id}/**"), 1));
    assertThat(valid("shared")).isEqualTo(Artefacts.SHARED);
    assertThat(valid("{validators: shared}")).isEqualTo(Artefacts.SHARED);
  }

  @Test
  void aCursorMayComeInABody() {
    Handle text = valid("{cursor: {body: /page/cursor, at: /next}}").handles().getFirst();
    Handle number =
        valid("{cursor: {body: number /offset, at: number /next}}").handles().getFirst();

    assertThat(text.carrier())
        .isEqualTo(new Handle.Carrier.Member(JsonPlace.parse("/page/cursor"), false));
    assertThat(number.carrier())
        .isEqualTo(new Handle.Carrier.Member(JsonPlace.parse("/offset"), true));
    assertThat(valid("{cursor: {body: /cursor, at: /next}}").areInBodies()).isTrue();
    assertThat(valid("{cursor: {query: cursor, at: /next}}").areInBodies()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                                        | write artefacts: shared, or name validators, cursor and upload
          {}                                          | 'artefacts' says nothing; write artefacts: shared, or leave it out
          {cursors: {query: c, at: /n}}               | unknown key 'cursors'; did you mean 'cursor'?
          {validators: no}                            | 'no': write validators: shared, or leave it out
          {cursor: {at: /n}}                          | 'query' is missing; write query: cursor, the parameter that brings it
          {cursor: {query: c}}                        | 'at' is missing; write at: /nextCursor, where answers have it
          {cursor: {query: "a b", at: /n}}            | 'a b' is no parameter; write its name as it stands in queries
          {cursor: {query: c, at: next}}              | place 'next': write /nextCursor, number /next, link /links/next, or header Link for a field of the answer
          {cursor: {query: c, at: header Host}}       | 'Host' frames, routes or identifies a message; the proxy alone writes it
          {cursor: {query: c, body: /c, at: /n}}      | a cursor comes by 'query' or by 'body'; write one of them
          {cursor: {body: c, at: /n}}                 | body 'c': write /cursor, or number /offset where a number stands
          {cursor: {body: /c, at: link /n}}           | no reference holds a cursor of a body; write at: /nextCursor
          {cursor: {body: /c, at: header Link}}       | no reference holds a cursor of a body; write at: /nextCursor
          {cursor: {query: c, at: "/items/*"}}        | place '/items/*': it must end in the name of a field, not in '*'
          {cursor: {query: c, at: [/1,/2,/3,/4,/5,/6,/7,/8,/9]}} | 'at' names more than 8 places
          {upload: {path: /uploads, at: /id}}         | path '/uploads': write one {id} in it, such as /uploads/{id} or /uploads/{id}/**
          {upload: {path: "/{a}/{b}", at: /id}}       | path '/{a}/{b}': write one {id} in it, such as /uploads/{id} or /uploads/{id}/**
          """)
  void namesTheFaultAndItsRemedy(String artefacts, String fault) {
    assertThat(read(artefacts))
        .isInstanceOfSatisfying(
            RouteDocument.Reading.Invalid.class,
            invalid -> assertThat(invalid.faults().toString()).contains(fault));
  }

  private static Artefacts valid(String artefacts) {
    if (read(artefacts) instanceof RouteDocument.Reading.Valid valid) {
      List<Route> routes = valid.document().routes();
      return routes.getFirst().artefacts();
    }
    throw new AssertionError(read(artefacts).toString());
  }

  private static RouteDocument.Reading read(String artefacts) {
    String text =
        "upstreams: {u: {endpoints: ['http://h']}}\n"
            + "routes: [{match: {path: /**}, to: u, artefacts: "
            + artefacts
            + "}]\n";
    return RouteDocument.read("routes.yaml", text, LocalCode.none());
  }
}
