using System.Net;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>A client that keeps the load balancer's cookies and follows redirects one by one, to the provider and back.</summary>
internal sealed class Browser(HttpClient site, HttpClient provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="url">Absolute, or a path of the site.</param>
    public async Task<HttpResponseMessage> GetAsync(string url, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(new Uri(SignInBed.Site), url);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = site.DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (uri.IsLoopback)
        {
            request.Version = HttpVersion.Version11;
            return await provider.SendAsync(request, Token);
        }

        return await site.SendAsync(request, Token);
    }

    /// <summary>From a request of a page to the provider's redirect back, which is for the test to follow.</summary>
    public async Task<Uri> GoToCallbackAsync(string url = "/app/page?x=1")
    {
        using var page = await GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        using var authorized = await GetAsync(page.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Found, authorized.StatusCode);
        return authorized.Headers.Location!;
    }

    /// <summary>Signs in; the response is that of the page that was asked for.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string url = "/app/page?x=1")
    {
        var callback = await GoToCallbackAsync(url);
        using var signedIn = await GetAsync(callback.ToString());
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        return await GetAsync(signedIn.Headers.Location!.ToString());
    }

    /// <summary>What the target got, as it says.</summary>
    public async Task<string> GetHeadAsync(string url, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(url, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
