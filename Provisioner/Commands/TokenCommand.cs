using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Commands;

/// <summary>Prints an ExecCredential, as kubectl asks its exec plug-ins for one.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/</remarks>
internal static class TokenCommand
{
    private const string DefaultApiVersion = "client.authentication.k8s.io/v1";

    /// <exception cref="BadInputException">There is no region, or there are no credentials.</exception>
    public static async Task RunAsync(ProvisionerHost host, string clusterName, string? region)
    {
        region ??= host.Variables("AWS_REGION") ?? host.Variables("AWS_DEFAULT_REGION");
        if (string.IsNullOrEmpty(region))
        {
            throw new BadInputException("There is no region. Say --region, or set AWS_REGION.");
        }

        // No call is made here: the token is signed, and it is the cluster that sends it on.
        var kind = string.IsNullOrEmpty(host.Variables("AWS_ENDPOINT_URL")) ? TargetKind.Aws : TargetKind.Emulator;
        var target = TargetResolver.Resolve(kind, region, host.Variables, host.FindCredentials);
        ImmutableCredentials credentials;
        try
        {
            credentials = await target.Credentials.GetCredentialsAsync();
        }
        catch (AmazonClientException exception)
        {
            throw new BadInputException($"The AWS credentials cannot be used: {exception.Message}");
        }

        var expiry = host.Time.GetUtcNow() + EksToken.Lifetime;
        var credential = Node.Object(
            ("apiVersion", ApiVersion(host.Variables("KUBERNETES_EXEC_INFO"))),
            ("kind", "ExecCredential"),
            ("spec", Node.Object(("interactive", false))),
            ("status", Node.Object(
                ("expirationTimestamp", expiry.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                ("token", EksToken.Create(credentials, target.Region, clusterName)))));
        await host.Output.WriteLineAsync(credential.ToJsonString());
    }

    // {"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false}}
    private static string ApiVersion(string? info)
    {
        if (string.IsNullOrEmpty(info))
        {
            return DefaultApiVersion;
        }

        try
        {
            using var document = JsonDocument.Parse(info);
            return document.RootElement.TryGetProperty("apiVersion", out var version) ? version.GetString() ?? DefaultApiVersion : DefaultApiVersion;
        }
        catch (JsonException exception)
        {
            throw new BadInputException($"KUBERNETES_EXEC_INFO is no JSON: {exception.Message}");
        }
    }
}
