namespace Aspire.Hosting.Launching;

internal static class BindingAddress
{
    /// <summary>Accepts what Kestrel accepts in a URL: <c>http://*:5000</c> and <c>http://+:5000</c> too.</summary>
    public static Uri Parse(string resource, string url)
    {
        var text = url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new DistributedApplicationException($"Project '{resource}' is to listen on '{url}', which is no http or https URL.");
    }
}
