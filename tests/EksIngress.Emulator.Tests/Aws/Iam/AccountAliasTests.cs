using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.Aws.Iam;

public sealed class AccountAliasTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Alias_CreatedReplacedAndDeleted()
    {
        await CreateAsync("shop-dev");
        await CreateAsync("shop-test");

        Assert.Equal("NoSuchEntity: The account alias shop-dev cannot be found.", await Failures.TextAsync(() => DeleteAsync("shop-dev")));
        Assert.Equal(["shop-test"], (await Iam.ListAccountAliasesAsync(new ListAccountAliasesRequest(), Token)).AccountAliases);
        await DeleteAsync("shop-test");
        Assert.Empty((await Iam.ListAccountAliasesAsync(new ListAccountAliasesRequest(), Token)).AccountAliases ?? []);
        Assert.Equal("NoSuchEntity: The account alias shop-test cannot be found.", await Failures.TextAsync(() => DeleteAsync("shop-test")));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Shop")]
    [InlineData("shop--dev")]
    [InlineData("-shop")]
    public async Task Alias_ThatIsNone_IsRefused(string alias)
    {
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => CreateAsync(alias)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => DeleteAsync(alias)));
    }

    private Task CreateAsync(string alias) => Iam.CreateAccountAliasAsync(new CreateAccountAliasRequest { AccountAlias = alias }, Token);

    private Task DeleteAsync(string alias) => Iam.DeleteAccountAliasAsync(new DeleteAccountAliasRequest { AccountAlias = alias }, Token);
}
