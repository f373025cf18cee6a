using System.Globalization;
using Yarp.ReverseProxy.Configuration;

namespace EksIngress.Bench.Roles;

/// <summary>YARP with a route of its own for each rule.</summary>
internal static class YarpRole
{
    public static Task<int> RunAsync(int backend, int rules)
    {
        var routes = Enumerable.Range(0, rules).Select(rule => new RouteConfig
        {
            RouteId = string.Create(CultureInfo.InvariantCulture, $"rule-{rule}"),
            ClusterId = "app",
            Match = new RouteMatch { Path = BenchRules.Prefix(rule) + "{**rest}" },
        });
        var cluster = new ClusterConfig
        {
            ClusterId = "app",
            Destinations = new Dictionary<string, DestinationConfig>
            {
                ["target"] = new() { Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{backend}") },
            },
        };
        var builder = Role.CreateBuilder();
        builder.Services.AddReverseProxy().LoadFromMemory([.. routes], [cluster]);
        var app = builder.Build();
        app.MapReverseProxy();
        return Role.ServeAsync(app);
    }
}
