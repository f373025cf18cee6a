using System.Collections.Frozen;
using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.Shield;
using Amazon.WAFRegional;
using Amazon.WAFV2;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Runs AWS calls and words their failures.</summary>
internal static class AwsCalls
{
    public const string Ec2 = "EC2";
    public const string Elb = "Elastic Load Balancing v2";
    public const string Acm = "ACM";
    public const string Route53 = "Route 53";
    public const string Sts = "STS";
    public const string WafV2 = "WAFV2";
    public const string WafRegional = "WAF Regional";
    public const string Shield = "Shield";

    private static readonly FrozenSet<Type> GenericErrors = FrozenSet.ToFrozenSet<Type>(
    [
        typeof(AmazonServiceException), typeof(AmazonElasticLoadBalancingV2Exception), typeof(AmazonEC2Exception),
        typeof(AmazonSecurityTokenServiceException), typeof(AmazonCertificateManagerException), typeof(AmazonWAFV2Exception),
        typeof(AmazonWAFRegionalException), typeof(AmazonShieldException), typeof(AmazonRoute53Exception),
    ]);

    /// <exception cref="AwsCallException">The call failed.</exception>
    /// <param name="prefix">What upstream says before the words of the SDK; null for nothing.</param>
    public static async Task<T> InvokeAsync<T>(string service, string operation, Task<T> call, string? prefix = null)
    {
        var before = prefix is null ? "" : $"{prefix}: ";
        try
        {
            return await call;
        }
        catch (AwsCredentialsException exception)
        {
            throw new AwsCallException(
                $"{before}operation error {service}: {operation}, get identity: get credentials: failed to refresh cached credentials, {exception.Message}",
                null);
        }
        catch (AmazonServiceException exception)
        {
            throw new AwsCallException($"{before}operation error {service}: {operation}, {Describe(exception)}", exception.ErrorCode);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException)
        {
            throw new AwsCallException(
                $"{before}operation error {service}: {operation}, {AttemptsOf(exception)}https response error StatusCode: 0, RequestID: , request send failed, {exception.Message}",
                null);
        }
    }

    /// <summary>The part after the operation's name: <c>https response error StatusCode: 403, RequestID: …, api error AccessDenied: …</c>.</summary>
    public static string Describe(AmazonServiceException exception)
    {
        // Errors that the service models for the operation have types of their own; the rest are told as "api error".
        var isGeneric = GenericErrors.Contains(exception.GetType());
        return $"{AttemptsOf(exception)}https response error StatusCode: {(int)exception.StatusCode}, RequestID: {exception.RequestId}, " +
            $"{(isGeneric ? "api error " : "")}{exception.ErrorCode}: {exception.Message}";
    }

    private static string AttemptsOf(Exception exception) =>
        CallHandler.FindAttempts(exception) is { } attempts ? $"exceeded maximum number of attempts, {attempts}, " : "";
}
