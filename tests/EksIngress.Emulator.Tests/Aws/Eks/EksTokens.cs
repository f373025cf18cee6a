using System.Buffers.Text;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>EKS tokens as clients make them, with what a test wants wrong.</summary>
internal sealed record EksTokens
{
    public required ImmutableCredentials Credentials { get; init; }

    public string ClusterName { get; init; } = "dev";

    public string Endpoint { get; init; } = "https://sts.eu-west-1.amazonaws.com";

    public string Header { get; init; } = "x-k8s-aws-id";

    public string Action { get; init; } = "GetCallerIdentity";

    public string Expires { get; init; } = "60";

    public string Service { get; init; } = "sts";

    public string Path { get; init; } = "/";

    /// <summary>A further query parameter; null for none.</summary>
    public string? Extra { get; init; }

    /// <summary>A query parameter that is there twice, and signed so; null for none.</summary>
    public string? Repeated { get; init; }

    public string Create() => Of(CreateUrl());

    public static string Of(string url) => "k8s-aws-v1." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(url));

    /// <summary>The presigned URL in the token.</summary>
    public string CreateUrl()
    {
        using var request = new DefaultRequest(new GetCallerIdentityRequest(), "sts") { HttpMethod = "GET", ResourcePath = Path, UseQueryString = true, Endpoint = new Uri(Endpoint) };
        request.Headers[Header] = ClusterName;
        request.Parameters["Action"] = Action;
        request.Parameters["Version"] = "2011-06-15";
        request.Parameters["X-Amz-Expires"] = Expires;
        if (Credentials.UseToken)
        {
            request.Parameters["X-Amz-Security-Token"] = Credentials.Token;
        }

        if (Extra is not null)
        {
            request.Parameters[Extra] = "1";
        }

        if (Repeated is not null)
        {
            request.ParameterCollection.Remove(Repeated);
            request.ParameterCollection.Add(Repeated, ["1", "2"]);
        }

        var configuration = new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.EUWest1 };
        var signature = AWS4PreSignedUrlSigner.SignRequest(request, configuration, new RequestMetrics(), Credentials.AccessKey, Credentials.SecretKey, Service, "eu-west-1");
        return $"{AmazonServiceClient.ComposeUrl(request).AbsoluteUri}&{signature.ForQueryParameters}";
    }
}
