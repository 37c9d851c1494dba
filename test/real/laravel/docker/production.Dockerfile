FROM dunglas/frankenphp:1-php8.4 AS base
RUN install-php-extensions pcntl pdo_mysql redis intl
WORKDIR /app

FROM base
COPY . .
RUN composer install --no-dev --optimize-autoloader
EXPOSE 8000 8080
CMD ["php", "artisan", "octane:frankenphp", "--host=0.0.0.0", "--port=8000"]
