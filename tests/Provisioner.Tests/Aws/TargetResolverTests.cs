using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Commands;

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
        var target = TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", Variables(endpoint));

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
        Assert.Throws<BadInputException>(() => TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", Variables(endpoint))).Message,
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
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Resolve_AwsWithAnEndpoint_IsRefused() => Assert.Contains(
        "would lead the calls away from AWS",
        Assert.Throws<BadInputException>(() => TargetResolver.Resolve(TargetKind.Aws, "eu-west-1", Variables("http://127.0.0.1:1"))).Message,
        StringComparison.Ordinal);

    private static Func<string, string?> Variables(string? endpoint) => name => name switch
    {
        "AWS_ENDPOINT_URL" => endpoint,
        "AWS_ACCESS_KEY_ID" => "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY" => "secret",
        _ => null,
    };
}
