// Shows what the catalog has.
const http = require('node:http');

const catalog = process.env.CATALOG_URL ?? 'http://catalog:8000';

http
  .createServer(async (request, response) => {
    if (request.url === '/health') {
      response.end('ok');
      return;
    }
    try {
      const articles = await (await fetch(`${catalog}/articles`)).json();
      response.setHeader('Content-Type', 'text/plain');
      response.end(articles.map((article) => `${article.name}: ${article.price}\n`).join(''));
    } catch (error) {
      response.statusCode = 502;
      response.end(`the catalog does not answer: ${error.message}\n`);
    }
  })
  .listen(8080, () => console.log('listening on 8080'));
