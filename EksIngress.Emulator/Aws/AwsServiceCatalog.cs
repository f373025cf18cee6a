using System.Collections.Frozen;
using EksIngress.Emulator.Aws.Faults;

namespace EksIngress.Emulator.Aws;

/// <summary>All emulated services and their operations, found as a request names them.</summary>
internal sealed class AwsServiceCatalog
{
    private readonly FrozenDictionary<string, AwsServiceRoutes> _services;

    public AwsServiceCatalog(IEnumerable<IAwsService> services, FaultInjector faults) =>
        _services = services.ToFrozenDictionary(service => service.SigningName, service => new AwsServiceRoutes(service, faults), StringComparer.Ordinal);

    public AwsServiceRoutes? Find(string signingName) => _services.GetValueOrDefault(signingName);

    /// <summary>The service with an operation of that name that AWS accepts unsigned; null when there is none.</summary>
    public AwsServiceRoutes? FindUnsigned(string? action) =>
        action is null ? null : _services.Values.FirstOrDefault(service => service.FindByAction(action) is { Unsigned: true });
}

/// <summary>One service's operations by action, or by method and path.</summary>
internal sealed class AwsServiceRoutes
{
    private readonly FrozenDictionary<string, AwsOperation> _byName;
    private readonly IReadOnlyList<(AwsOperation Operation, string Method, string[] Segments)> _routes;

    public AwsServiceRoutes(IAwsService service, FaultInjector faults)
    {
        Service = service;
        var operations = service.Operations.Select(operation => faults.Around(service, operation)).ToList();
        _byName = operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
        _routes = [.. operations.Where(operation => operation.Route is not null).Select(operation =>
        {
            var (method, path) = operation.Route!.Split(' ') is [var first, var second]
                ? (first, second)
                : throw new InvalidOperationException($"The route '{operation.Route}' of {operation.Name} is not 'METHOD /path'.");
            return (operation, method, path.TrimStart('/').Split('/'));
        })];
    }

    public IAwsService Service { get; }

    public AwsOperation? FindByAction(string action) => _byName.GetValueOrDefault(action);

    /// <summary>Finds the operation of a rest-json request, and what its path says. A literal segment wins over a parameter.</summary>
    public (AwsOperation Operation, IReadOnlyDictionary<string, string> PathMembers)? FindByRoute(string method, string rawPath)
    {
        // Split before decoding: an ARN in a path carries its slashes encoded.
        var segments = Array.ConvertAll(rawPath.TrimStart('/').Split('/'), Uri.UnescapeDataString);
        (AwsOperation Operation, string Method, string[] Segments)? best = null;
        foreach (var route in _routes)
        {
            if (route.Method == method && Matches(route.Segments, segments) && (best is not { } found || Parameters(route.Segments) < Parameters(found.Segments)))
            {
                best = route;
            }
        }

        return best is { } chosen ? (chosen.Operation, Members(chosen.Segments, segments)) : null;
    }

    private static bool Matches(string[] pattern, string[] segments)
    {
        if (pattern.Length != segments.Length)
        {
            return false;
        }

        for (var i = 0; i < pattern.Length; i++)
        {
            if (IsParameter(pattern[i]) ? segments[i].Length == 0 : pattern[i] != segments[i])
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, string> Members(string[] pattern, string[] segments)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (IsParameter(pattern[i]))
            {
                members[pattern[i][1..^1]] = segments[i];
            }
        }

        return members;
    }

    private static int Parameters(string[] pattern) => pattern.Count(IsParameter);

    private static bool IsParameter(string segment) => segment is ['{', .., '}'];
}
