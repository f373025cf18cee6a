using Shop.ServiceDefaults;
using Shop.Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddHttpClient("api", client => client.BaseAddress = new Uri("http://api"));
builder.Services.AddHostedService<Deliveries>();
builder.Build().Run();
