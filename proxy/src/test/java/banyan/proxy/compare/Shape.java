package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers as services give them. */
enum Shape {
  PRODUCT(
      "GET",
      "/api/v1/products/by-sku/MUG",
      """
      {"id":"019dd4ce-dce0-7463-8441-b66832951915","sku":"MUG","name":"Große Tasse / blau",
       "description":"Takes little room, holds a lot of coffee.","status":"active",
       "price":{"amountMinor":1250,"currency":"EUR"},"rating":4.26,"mass":1.0,"note":null,
       "isAvailable":true,"tags":["new","blue","sale","gift"],"location":[13.404,52.52],
       "images":[{"file":"m.png","width":640},{"file":"a.png","width":1280},
                 {"file":"z.png","width":320},{"file":"b.png","width":900}],
       "self":"http://legacy.example:9000/api/v1/products/019dd4ce-dce0-7463-8441-b66832951915",
       "createdAt":"2026-04-28T15:57:00Z","updatedAt":"2026-05-01T08:30:10.250Z",
       "traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}
      """),
  PAGE(
      "GET",
      "/api/v1/products?q=coffee&limit=5",
      """
      {"items":[
        {"id":"019dd4ce-0001-7463-8441-b66832951001","sku":"TAB-9","name":"Anvil","status":"active",
         "price":{"amountMinor":990,"currency":"EUR"},"rating":3.5,"note":null,
         "createdAt":"2026-04-28T15:57:00Z","updatedAt":"2026-04-29T15:57:00Z"},
        {"id":"019dd4ce-0005-7463-8441-b66832951005","sku":"MUG-2","name":"Bowl","status":"active",
         "price":{"amountMinor":2250,"currency":"EUR"},"rating":4.75,"note":null,
         "createdAt":"2026-04-21T11:57:00Z","updatedAt":"2026-04-30T15:57:00Z"},
        {"id":"019dd4ce-0003-7463-8441-b66832951003","sku":"POT-5","name":"Cup","status":"archived",
         "price":{"amountMinor":450,"currency":"EUR"},"rating":2.25,"note":null,
         "createdAt":"2026-04-25T12:00:00Z","updatedAt":"2026-05-02T15:57:00Z"},
        {"id":"019dd4ce-0002-7463-8441-b66832951002","sku":"CUP-1","name":"Dish","status":"active",
         "price":{"amountMinor":1999,"currency":"EUR"},"rating":4.0,"note":null,
         "createdAt":"2026-04-20T15:57:00Z","updatedAt":"2026-05-01T15:57:00Z"}],
       "next":"AZ27vBnAda2fYGy3O6AavF5vm_qVJQdy","total":57,
       "links":{"next":"http://legacy.example:9000/api/v1/products?q=coffee&after=019dd4ce-0002-7463-8441-b66832951002"},
       "generatedAt":"2026-11-21T11:59:59Z"}
      """),
  ORDER(
      "GET",
      "/api/v1/orders?number=1042",
      """
      {"id":7001,"number":"1042","status":"confirmed",
       "customer":{"id":"c-31","name":"Ada"},
       "lines":[{"id":9105,"orderId":7001,"productId":"p-17","sku":"MUG","quantity":2,"unitPrice":12.50},
                {"id":9101,"orderId":7001,"productId":"p-12","sku":"POT","quantity":1,"unitPrice":30.25},
                {"id":9103,"orderId":7001,"productId":"p-15","sku":"CUP","quantity":2,"unitPrice":8.75}],
       "products":[{"id":"p-12","name":"Pot"},{"id":"p-17","name":"Mug"},{"id":"p-15","name":"Cup"}],
       "history":[{"position":1,"state":"placed"},{"position":2,"state":"paid"},{"position":3,"state":"confirmed"}],
       "shipping":{"mode":"express","weight":1.5,"note":null},
       "total":{"amountMinor":7275,"currency":"EUR"},"isPaid":true,"count":3,
       "placedAt":"2026-11-20T09:15:00Z","updatedAt":"2026-11-20T09:20:30Z"}
      """),
  NESTED(
      "GET",
      "/api/org",
      """
      {"tenant":"main","departments":[
        {"id":21,"name":"Kitchen","leadId":312,"teams":[
          {"id":210,"departmentId":21,"name":"Pots","members":[
            {"id":312,"email":"zoe@example.org","role":"lead"},
            {"id":305,"email":"bob@example.org","role":"cook"}]},
          {"id":207,"departmentId":21,"name":"Mugs","members":[
            {"id":341,"email":"eve@example.org","role":"cook"}]}]},
        {"id":14,"name":"Office","leadId":305,"teams":[]}],
       "site":{"point":[52.5,13.4],"zone":"Europe/Berlin","openedAt":"2019-05-01T08:00:00+02:00"},
       "limits":{"share":0.125,"seats":40,"note":null},"note":"no change / yet"}
      """),
  EVENTS(
      "GET",
      "/api/events",
      """
      [{"event":"placed","id":"41","data":{"orderId":"019dd4ce-dce0-7463-8441-b66832951915","total":1250,"currency":"EUR","note":null,"at":"2026-11-21T11:58:00Z"}},
       {"event":"paid","id":"42","data":{"orderId":"019dd4ce-dce0-7463-8441-b66832951915","total":1250,"currency":"EUR","note":null,"at":"2026-11-21T11:58:30Z"}},
       {"event":"shipped","id":"43","data":{"orderId":"019dd4ce-dce0-7463-8441-b66832951915","carrier":"Große Post","parcels":[{"code":"x"},{"code":"c"},{"code":"k"}],"at":"2026-11-21T11:59:00Z"}}]
      """),
  TABLE(
      "GET",
      "/api/report.csv",
      """
      [{"id":"019dd4ce-0001-7463-8441-b66832951001","sku":"CUP-1","name":"Große Tasse, \\"blau\\"","price":"12.50","currency":"EUR","created":"2026-04-28T15:57:00Z"},
       {"id":"019dd4ce-0005-7463-8441-b66832951005","sku":"MUG-2","name":"Bowl","price":"8.75","currency":"EUR","created":"2026-04-21T11:57:00Z"},
       {"id":"019dd4ce-0003-7463-8441-b66832951003","sku":"POT-5","name":"Anvil","price":"30.25","currency":"EUR","created":"2026-04-25T12:00:00Z"}]
      """);

  private final String method;
  private final String target;
  private final String body;

  Shape(String method, String target, String body) {
    this.method = method;
    this.target = target;
    this.body = body;
  }

  String body() {
    return body;
  }

  boolean isJson() {
    return this != EVENTS && this != TABLE;
  }

  String contentType() {
    return switch (this) {
      case EVENTS -> "text/event-stream";
      case TABLE -> "text/csv; charset=utf-8";
      default -> "application/json";
    };
  }

  RecordedRequest request() {
    return new RecordedRequest(method, target, List.of(), new byte[0]);
  }

  String write(JsonNode tree, Writing writing) {
    return switch (this) {
      case EVENTS -> writing.start + events(tree, writing);
      case TABLE -> writing.start + table(tree, writing);
      default -> writing.json(tree);
    };
  }

  private static String events(JsonNode tree, Writing writing) {
    StringBuilder text = new StringBuilder();
    String end = writing.lineEnd;
    for (JsonNode event : tree) {
      text.append(writing.comment.isEmpty() ? "" : ": " + writing.comment + end);
      text.append("event: ").append(event.path("event").asText()).append(end);
      text.append("id:").append(event.path("id").asText()).append(end);
      for (String line : writing.value(event.path("data")).split("\n", -1)) {
        text.append("data: ").append(line).append(end);
      }
      text.append(end);
    }
    return text.toString();
  }

  private static String table(JsonNode tree, Writing writing) {
    List<String> names = new ArrayList<>();
    tree.get(0).fieldNames().forEachRemaining(names::add);
    StringBuilder text = new StringBuilder(String.join(",", names)).append(writing.lineEnd);
    for (JsonNode row : tree) {
      text.append(
              names.stream()
                  .map(name -> cell(row.path(name).asText(), writing))
                  .collect(Collectors.joining(",")))
          .append(writing.lineEnd);
    }
    return text.toString();
  }

  private static String cell(String value, Writing writing) {
    boolean isQuoted = writing.isQuoted || value.contains(",") || value.contains("\"");
    return isQuoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
