using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>OpenID Connect providers after they were made: read, changed, tagged.</summary>
public sealed class OidcProviderTests : IAsyncLifetime
{
    private const string Unknown = "arn:aws:iam::000000000000:oidc-provider/nobody.example.test";
    private static readonly string s_thumbprint = new('a', 40);

    private AwsTestbed _bed = null!;
    private string _arn = "";

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        _arn = (await Iam.CreateOpenIDConnectProviderAsync(
            new CreateOpenIDConnectProviderRequest { Url = "https://issuer.example.test/id/A1", ClientIDList = ["sts.amazonaws.com"], Tags = [new Tag { Key = "team", Value = "a" }] }, Token)).OpenIDConnectProviderArn;
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Get_AndList_AnswerWhatWasCreated()
    {
        var provider = await GetAsync();
        var listed = await Iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), Token);

        // Without the scheme, as IAM answers it.
        Assert.Equal("issuer.example.test/id/A1", provider.Url);
        Assert.Equal(["sts.amazonaws.com"], provider.ClientIDList);
        Assert.Empty(provider.ThumbprintList ?? []);
        Assert.Equal("a", Assert.Single(provider.Tags).Value);
        Assert.Equal(_arn, Assert.Single(listed.OpenIDConnectProviderList).Arn);
    }

    [Fact]
    public async Task ClientIds_AddedAndRemoved_AlsoWhenTheyAreThereOrGone()
    {
        await AddAsync("other");
        await AddAsync("other");
        Assert.Equal(["other", "sts.amazonaws.com"], (await GetAsync()).ClientIDList.Order(StringComparer.Ordinal));

        await RemoveAsync("other");
        await RemoveAsync("other");
        Assert.Equal(["sts.amazonaws.com"], (await GetAsync()).ClientIDList);
    }

    [Fact]
    public async Task ClientId_TooLongOrOneTooMany_IsRefused()
    {
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => AddAsync(new string('x', 256))));
        for (var number = 1; number < 100; number++)
        {
            await AddAsync($"client{number}");
        }

        Assert.Equal("LimitExceeded: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100", await Failures.TextAsync(() => AddAsync("client100")));
    }

    [Fact]
    public async Task Thumbprints_Updated_ReplaceThoseThatWere()
    {
        await UpdateAsync(s_thumbprint, new string('b', 40));
        await UpdateAsync(new string('c', 40));

        Assert.Equal([new string('c', 40)], (await GetAsync()).ThumbprintList);
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => UpdateAsync("abc")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => UpdateAsync(s_thumbprint, s_thumbprint, s_thumbprint, s_thumbprint, s_thumbprint, s_thumbprint)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => UpdateAsync()));
        Assert.Equal([new string('c', 40)], (await GetAsync()).ThumbprintList);
    }

    [Fact]
    public async Task Tags_AddedListedInPagesAndRemoved()
    {
        await Iam.TagOpenIDConnectProviderAsync(new TagOpenIDConnectProviderRequest { OpenIDConnectProviderArn = _arn, Tags = [new Tag { Key = "env", Value = "dev" }, new Tag { Key = "team", Value = "b" }] }, Token);

        var first = await TagsAsync(1, null);
        var rest = await TagsAsync(1, first.Marker);
        await Iam.UntagOpenIDConnectProviderAsync(new UntagOpenIDConnectProviderRequest { OpenIDConnectProviderArn = _arn, TagKeys = ["team", "nobody"] }, Token);

        Assert.Equal(["env=dev", "team=b"], first.Tags.Concat(rest.Tags).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.False(rest.IsTruncated);
        Assert.Equal("env", Assert.Single((await TagsAsync(null, null)).Tags).Key);
    }

    [Fact]
    public async Task Unknown_ToEveryOperation_IsNotFound()
    {
        Func<Task>[] calls =
        [
            () => Iam.GetOpenIDConnectProviderAsync(new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = Unknown }, Token),
            () => Iam.AddClientIDToOpenIDConnectProviderAsync(new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = Unknown, ClientID = "a" }, Token),
            () => Iam.RemoveClientIDFromOpenIDConnectProviderAsync(new RemoveClientIDFromOpenIDConnectProviderRequest { OpenIDConnectProviderArn = Unknown, ClientID = "a" }, Token),
            () => Iam.UpdateOpenIDConnectProviderThumbprintAsync(new UpdateOpenIDConnectProviderThumbprintRequest { OpenIDConnectProviderArn = Unknown, ThumbprintList = [s_thumbprint] }, Token),
            () => Iam.TagOpenIDConnectProviderAsync(new TagOpenIDConnectProviderRequest { OpenIDConnectProviderArn = Unknown, Tags = [new Tag { Key = "a", Value = "b" }] }, Token),
            () => Iam.UntagOpenIDConnectProviderAsync(new UntagOpenIDConnectProviderRequest { OpenIDConnectProviderArn = Unknown, TagKeys = ["a"] }, Token),
            () => Iam.ListOpenIDConnectProviderTagsAsync(new ListOpenIDConnectProviderTagsRequest { OpenIDConnectProviderArn = Unknown }, Token),
        ];

        foreach (var call in calls)
        {
            Assert.Equal($"NoSuchEntity: OpenIDConnect Provider not found for arn {Unknown}", await Failures.TextAsync(call));
        }
    }

    private Task<GetOpenIDConnectProviderResponse> GetAsync() => Iam.GetOpenIDConnectProviderAsync(new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = _arn }, Token);

    private Task AddAsync(string clientId) => Iam.AddClientIDToOpenIDConnectProviderAsync(new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = _arn, ClientID = clientId }, Token);

    private Task RemoveAsync(string clientId) => Iam.RemoveClientIDFromOpenIDConnectProviderAsync(new RemoveClientIDFromOpenIDConnectProviderRequest { OpenIDConnectProviderArn = _arn, ClientID = clientId }, Token);

    private Task UpdateAsync(params string[] thumbprints) =>
        Iam.UpdateOpenIDConnectProviderThumbprintAsync(new UpdateOpenIDConnectProviderThumbprintRequest { OpenIDConnectProviderArn = _arn, ThumbprintList = [.. thumbprints] }, Token);

    private Task<ListOpenIDConnectProviderTagsResponse> TagsAsync(int? size, string? marker) =>
        Iam.ListOpenIDConnectProviderTagsAsync(new ListOpenIDConnectProviderTagsRequest { OpenIDConnectProviderArn = _arn, MaxItems = size, Marker = marker }, Token);
}
