CREATE TABLE never (id bigint PRIMARY KEY);
SELECT 1 / 0;
