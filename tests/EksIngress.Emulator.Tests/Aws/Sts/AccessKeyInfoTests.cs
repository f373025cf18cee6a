using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.Tests.Aws.Sts;

/// <summary>Whose key is this? The account that an access key is of.</summary>
public sealed class AccessKeyInfoTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Key_OfAUserOrASession_IsOfTheAccount()
    {
        var session = (await _bed.Sts.GetSessionTokenAsync(new GetSessionTokenRequest(), Token)).Credentials;

        Assert.Equal("000000000000", await AccountAsync(_bed.Emulator.AccessKeyId));
        Assert.Equal("000000000000", await AccountAsync(session.AccessKeyId));
    }

    [Theory]
    [InlineData("AKIAIOSFODNN7NOBODYS")]
    [InlineData("AKIASHORT")]
    [InlineData("AKIA-WITH-DASHES-IN-IT")]
    public async Task Key_ThatIsNone_IsRefused(string key) => Assert.Equal("ValidationError", await Failures.CodeAsync(() => AccountAsync(key)));

    [Fact]
    public async Task Key_AskedByWhoMayNot_IsDenied()
    {
        var sts = _bed.StsAs(await _bed.CreateUserAsync("dev", """{"Effect":"Allow","Action":"iam:*","Resource":"*"}"""));

        Assert.Equal(
            "AccessDenied: User: arn:aws:iam::000000000000:user/dev is not authorized to perform: sts:GetAccessKeyInfo on resource: * because no identity-based policy allows the sts:GetAccessKeyInfo action",
            await Failures.TextAsync(() => sts.GetAccessKeyInfoAsync(new GetAccessKeyInfoRequest { AccessKeyId = _bed.Emulator.AccessKeyId }, Token)));
    }

    private async Task<string> AccountAsync(string key) => (await _bed.Sts.GetAccessKeyInfoAsync(new GetAccessKeyInfoRequest { AccessKeyId = key }, Token)).Account;
}
