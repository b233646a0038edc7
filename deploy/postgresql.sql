-- What PostgreSQL writes into its log about the portal's role: no statement, for it may hold what somebody
-- sent. Run by a superuser, once: psql -f postgresql.sql
ALTER ROLE lesas SET log_min_error_statement = 'panic';
ALTER ROLE lesas SET log_error_verbosity = 'terse';
ALTER ROLE lesas SET log_parameter_max_length_on_error = 0;
ALTER ROLE lesas SET log_statement = 'none';
ALTER ROLE lesas SET log_min_duration_statement = -1;
ALTER ROLE lesas SET log_min_duration_sample = -1;
ALTER ROLE lesas SET log_transaction_sample_rate = 0;
