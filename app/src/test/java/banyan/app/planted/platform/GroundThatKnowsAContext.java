package banyan.app.planted.platform;

import banyan.app.planted.shop.Shop;

record GroundThatKnowsAContext(Shop shop) {}
