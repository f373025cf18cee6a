using System.Globalization;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace EksIngress.Provisioner.Aws;

/// <summary>The bearer token of an EKS cluster: a presigned GetCallerIdentity that names the cluster in a signed header.</summary>
internal static class EksToken
{
    private const string Prefix = "k8s-aws-v1.";
    private const string ClusterHeader = "x-k8s-aws-id";

    // The lifetime in the URL. The cluster takes the token for 15 minutes after its date whatever this says.
    private const int ExpiresSeconds = 60;

    /// <summary>How long a token is used: shorter than the 15 minutes for which clusters accept it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(14);

    public static string Create(ImmutableCredentials credentials, RegionEndpoint region, string clusterName)
    {
        using var request = new DefaultRequest(new GetCallerIdentityRequest(), "sts")
        {
            HttpMethod = "GET",
            ResourcePath = "/",
            UseQueryString = true,
            Endpoint = new Uri($"https://sts.{region.SystemName}.{region.PartitionDnsSuffix}"),
        };
        request.Headers[ClusterHeader] = clusterName;
        request.Parameters["Action"] = "GetCallerIdentity";
        request.Parameters["Version"] = "2011-06-15";
        request.Parameters["X-Amz-Expires"] = ExpiresSeconds.ToString(CultureInfo.InvariantCulture);
        if (credentials.UseToken)
        {
            request.Parameters["X-Amz-Security-Token"] = credentials.Token;
        }

        var configuration = new AmazonSecurityTokenServiceConfig { RegionEndpoint = region };
        var signature = AWS4PreSignedUrlSigner.SignRequest(
            request, configuration, new RequestMetrics(), credentials.AccessKey, credentials.SecretKey, "sts", region.SystemName);
        var url = $"{AmazonServiceClient.ComposeUrl(request).AbsoluteUri}&{signature.ForQueryParameters}";
        return Prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(url)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
