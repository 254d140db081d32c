CALL make_append_only('orders_servicerecord');
