using System.Net;
using Shop.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddHttpClient("api", client => client.BaseAddress = new Uri("http://api"));

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/", async (IHttpClientFactory clients, CancellationToken cancellationToken) =>
{
    var stock = await clients.CreateClient("api").GetFromJsonAsync<Dictionary<string, int>>("/api/stock", cancellationToken) ?? [];
    var rows = stock.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"<li>{WebUtility.HtmlEncode(item.Key)}: {item.Value}</li>");
    return Results.Content($"<!doctype html><title>Shop</title><h1>Shop</h1><ul>{string.Concat(rows)}</ul>", "text/html");
});
app.Run();
