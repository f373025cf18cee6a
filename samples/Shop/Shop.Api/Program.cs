using Shop.Api;
using Shop.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton<Stock>();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/api/stock", (Stock stock) => stock.All);
app.MapPost("/api/stock/deliveries", (Stock stock) => stock.Deliver());
app.Run();
