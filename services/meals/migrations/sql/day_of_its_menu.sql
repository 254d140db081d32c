-- A meal repeats day and sitting of its menu, so that an index can forbid a second plate. By foreign key the two agree.
ALTER TABLE meals_meal ADD CONSTRAINT meal_day_of_its_menu
    FOREIGN KEY (menu_id, "on", sitting) REFERENCES meals_menu (id, "on", sitting);
