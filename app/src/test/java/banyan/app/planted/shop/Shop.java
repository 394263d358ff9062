package banyan.app.planted.shop;

public record Shop(String name) {}
