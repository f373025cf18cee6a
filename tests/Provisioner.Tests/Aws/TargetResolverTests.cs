using Amazon.Runtime;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Commands;
using EksIngress.Provisioner.Tests.Emulated;

namespace EksIngress.Provisioner.Tests.Aws;

public sealed class TargetResolverTests
{
    [Theory]
    [InlineData("http://127.0.0.1:4566")]
    [InlineData("http://localhost:4566")]
    [InlineData("http://127.77.0.1:4566")]
    [InlineData("http://[::1]:4566")]
    public void Resolve_LoopbackEndpoint_IsTheEmulator(string endpoint)
    {
        var target = TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", Variables(endpoint), Account.NoCredentials);

        Assert.True(target.IsEmulator);
        Assert.Equal("aws", target.Partition);
    }

    [Theory]
    [InlineData(null, "AWS_ENDPOINT_URL is not set")]
    [InlineData("", "AWS_ENDPOINT_URL is not set")]
    [InlineData("https://sts.amazonaws.com", "no loopback address")]
    [InlineData("http://169.254.169.254", "no loopback address")]
    [InlineData("http://127.0.0.1.example.org", "no loopback address")]
    [InlineData("http://localhost.example.org", "no loopback address")]
    [InlineData("ftp://127.0.0.1", "no loopback address")]
    [InlineData("nonsense", "no loopback address")]
    public void Resolve_EmulatorWithoutLoopbackEndpoint_IsRefused(string? endpoint, string expected) => Assert.Contains(
        expected,
        Assert.Throws<BadInputException>(() => TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", Variables(endpoint), Account.NoCredentials)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "secret")]
    [InlineData("key", null)]
    public void Resolve_EmulatorWithoutKeys_NeverAsksAProfile(string? key, string? secret) => Assert.Contains(
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set",
        Assert.Throws<BadInputException>(() => TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", name => name switch
        {
            "AWS_ENDPOINT_URL" => "http://127.0.0.1:1",
            "AWS_PROFILE" => "production",
            "AWS_ACCESS_KEY_ID" => key,
            "AWS_SECRET_ACCESS_KEY" => secret,
            _ => null,
        }, Account.NoCredentials)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Resolve_AwsWithAnEndpoint_IsRefused() => Assert.Contains(
        "would lead the calls away from AWS",
        Assert.Throws<BadInputException>(() => TargetResolver.Resolve(TargetKind.Aws, "eu-west-1", Variables("http://127.0.0.1:1"), Account.NoCredentials)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_EKS", "eks.example", "is no address of a service")]
    [InlineData("AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", "http://10.0.0.1", "would go out in clear")]
    public void Resolve_AwsWithAnEndpointThatCannotBe_NamesTheVariable(string variable, string value, string expected)
    {
        var exception = Assert.Throws<BadInputException>(() => TargetResolver.Resolve(TargetKind.Aws, "eu-west-1", name => name == variable ? value : null, Account.NoCredentials));

        Assert.StartsWith(variable, exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    // As the SDK does it: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    [Fact]
    public void Resolve_AwsWithEndpointsOfServices_TakesThemUnlessTheyAreToBeIgnored()
    {
        var variables = new Dictionary<string, string> { ["AWS_ENDPOINT_URL_EKS"] = "https://vpce-1.example", ["AWS_ENDPOINT_URL_IAM"] = "http://127.0.0.1:1" };

        var target = TargetResolver.Resolve(TargetKind.Aws, "eu-west-1", variables.GetValueOrDefault, Credentials);

        Assert.False(target.IsEmulator);
        Assert.Equal(["EKS https://vpce-1.example/", "IAM http://127.0.0.1:1/"], target.Endpoints.Select(pair => $"{pair.Key} {pair.Value}"));
        variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        Assert.Empty(TargetResolver.Resolve(TargetKind.Aws, "eu-west-1", variables.GetValueOrDefault, Credentials).Endpoints);
        static AWSCredentials Credentials() => new BasicAWSCredentials("key", "secret");
    }

    // The ids that variables are named by are those of the clients.
    [Fact]
    public void ServiceIds_AreThoseOfTheClients()
    {
        using var clients = new AwsClients(TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", Variables("http://127.0.0.1:1"), Account.NoCredentials));

        IClientConfig[] all =
        [
            clients.Certificates.Config, clients.Ec2.Config, clients.Eks.Config, clients.LoadBalancing.Config, clients.Iam.Config, clients.Sts.Config, clients.WafV2.Config,
        ];
        Assert.Equal(AwsClients.ServiceIds, all.Select(config => config.ServiceId));
    }

    private static Func<string, string?> Variables(string? endpoint) => name => name switch
    {
        "AWS_ENDPOINT_URL" => endpoint,
        "AWS_ACCESS_KEY_ID" => "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY" => "secret",
        _ => null,
    };
}
