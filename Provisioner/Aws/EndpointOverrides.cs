using System.Net;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Aws;

/// <summary>
/// Endpoints of single services, as every AWS SDK takes them from the environment: interface endpoints of a VPC, or a proxy. They are named
/// where account and caller are, for whoever sets them decides where the calls go.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html</remarks>
internal static class EndpointOverrides
{
    /// <summary>Stands for all services at once. AWS has no such endpoint; emulators do.</summary>
    public const string AllServices = "AWS_ENDPOINT_URL";

    private const string Ignore = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

    /// <summary>True if the environment says that its endpoints count for nothing.</summary>
    public static bool AreIgnored(Func<string, string?> variables) => string.Equals(variables(Ignore), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Name of the variable of a service.</summary>
    /// <param name="serviceId">The SDK's id of the service, for example <c>Elastic Load Balancing v2</c>.</param>
    public static string VariableOf(string serviceId) => $"{AllServices}_{serviceId.Replace(' ', '_').ToUpperInvariant()}";

    /// <summary>The endpoints that are set, by the SDK's ids of the services.</summary>
    /// <param name="serviceIds">Ids of the services that are called.</param>
    /// <param name="variables">The process's environment.</param>
    /// <exception cref="BadInputException">A value is no address, or credentials' signatures would go out in clear.</exception>
    public static IReadOnlyDictionary<string, Uri> Read(IEnumerable<string> serviceIds, Func<string, string?> variables)
    {
        var endpoints = new SortedDictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var id in AreIgnored(variables) ? [] : serviceIds)
        {
            if (variables(VariableOf(id)) is { Length: > 0 } text)
            {
                endpoints[id] = Parse(VariableOf(id), text);
            }
        }

        return endpoints;
    }

    /// <summary>Whether an address is on this machine, by itself and not by a name that someone resolves.</summary>
    public static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Uri Parse(string variable, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new BadInputException($"{variable} is '{text}', which is no address of a service. Correct it, for example to https://vpce-0123-eks.eu-west-1.vpce.amazonaws.com, or unset it.");
        }

        return uri.Scheme == "https" || IsLoopback(uri)
            ? uri
            : throw new BadInputException($"{variable} is '{text}': requests to AWS would go out in clear. Give an https address, or unset it.");
    }
}
