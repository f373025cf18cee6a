using System.Security.Cryptography;

namespace Aspire.Hosting.Dcp;

internal static class DcpNames
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static string Suffix() => RandomNumberGenerator.GetString(Letters, 8);

    /// <summary>A resource with one endpoint gives its service its own name; with more, each is <c>RESOURCE-ENDPOINT</c>.</summary>
    public static string Service(IResource resource, EndpointAnnotation endpoint) =>
        resource.Annotations.OfType<EndpointAnnotation>().Count() == 1 ? resource.Name : $"{resource.Name}-{endpoint.Name}";
}
