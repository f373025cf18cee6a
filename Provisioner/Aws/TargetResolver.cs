using Amazon;
using Amazon.Runtime;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Aws;

/// <summary>
/// Decides where a run goes. The emulator is the default and is never left by accident: its endpoint must be on loopback, and
/// its credentials must be given as such, so that no profile, SSO session or instance metadata is ever asked.
/// </summary>
internal static class TargetResolver
{
    private const string EndpointVariable = EndpointOverrides.AllServices;
    private const string AccessKeyVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretKeyVariable = "AWS_SECRET_ACCESS_KEY";
    private const string SessionTokenVariable = "AWS_SESSION_TOKEN";

    /// <param name="kind">Value of <c>--target</c>.</param>
    /// <param name="region">Region of the environment.</param>
    /// <param name="variables">The process's environment.</param>
    /// <param name="findCredentials">Finds credentials of AWS as its SDK does: environment, profile, SSO, instance.</param>
    /// <exception cref="BadInputException">The target cannot be used as it is asked for.</exception>
    public static Target Resolve(TargetKind kind, string region, Func<string, string?> variables, Func<AWSCredentials> findCredentials)
    {
        var endpoint = RegionEndpoint.GetBySystemName(region);
        return kind == TargetKind.Emulator
            ? new Target { Region = endpoint, EmulatorEndpoint = Loopback(variables), Credentials = GivenCredentials(variables) }
            : new Target
            {
                Region = endpoint,
                EmulatorEndpoint = null,
                Endpoints = AwsEndpoints(variables),
                Credentials = ChainCredentials(findCredentials),
            };
    }

    private static Uri Loopback(Func<string, string?> variables)
    {
        if (variables(EndpointVariable) is not { Length: > 0 } text)
        {
            throw new BadInputException(
                $"{EndpointVariable} is not set. It must name the emulator, for example http://127.0.0.1:4566. To build the environment on AWS, say --target aws.");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !EndpointOverrides.IsLoopback(uri))
        {
            throw new BadInputException(
                $"{EndpointVariable} is '{text}', which is no loopback address; the emulator listens on loopback only. To build the environment on AWS, unset it and say --target aws.");
        }

        return uri;
    }

    private static AWSCredentials GivenCredentials(Func<string, string?> variables)
    {
        if (variables(AccessKeyVariable) is not { Length: > 0 } key || variables(SecretKeyVariable) is not { Length: > 0 } secret)
        {
            throw new BadInputException(
                $"{AccessKeyVariable} and {SecretKeyVariable} are not set. They must hold the emulator's key, which it prints and writes to its outputs.json.");
        }

        return variables(SessionTokenVariable) is { Length: > 0 } token
            ? new SessionAWSCredentials(key, secret, token)
            : new BasicAWSCredentials(key, secret);
    }

    // One endpoint for every service is an emulator's, and most likely a left-over of one: the run would not be what it says.
    private static IReadOnlyDictionary<string, Uri> AwsEndpoints(Func<string, string?> variables) =>
        variables(EndpointVariable) is { Length: > 0 } text && !EndpointOverrides.AreIgnored(variables)
            ? throw new BadInputException(
                $"{EndpointVariable} is set to '{text}', which would lead the calls away from AWS. Unset it, or leave --target aws out. "
                + $"For endpoints of single services set variables such as {EndpointOverrides.VariableOf("EKS")}.")
            : EndpointOverrides.Read(AwsClients.ServiceIds, variables);

    private static AWSCredentials ChainCredentials(Func<AWSCredentials> findCredentials)
    {
        try
        {
            return findCredentials();
        }
        catch (AmazonClientException exception)
        {
            throw new BadInputException($"There are no AWS credentials: {exception.Message} Sign in (for example with 'aws sso login'), or set AWS_PROFILE.");
        }
    }
}
