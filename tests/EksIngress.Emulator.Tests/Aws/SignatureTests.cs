using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using EksIngress.Testing;

namespace EksIngress.Emulator.Tests.Aws;

public sealed class SignatureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetCallerIdentity_RealSdkAndRightSecret_AnswersTheAdministrator()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials(emulator.AccessKeyId, emulator.SecretAccessKey),
            new AmazonSecurityTokenServiceConfig { ServiceURL = emulator.AwsEndpoint.ToString(), AuthenticationRegion = emulator.Region });

        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);

        Assert.Equal("arn:aws:iam::000000000000:user/admin", identity.Arn);
        Assert.Equal("000000000000", identity.Account);
    }
}
