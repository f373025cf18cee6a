extern alias StandIn;
extern alias Upstream;

using System.Text.RegularExpressions;

namespace StandIns.Tests.Aws;

/// <summary>The same source on the real package and on a stand-in made from the same internals as the others.</summary>
public sealed partial class StsComparisonTests
{
    private static readonly CannedResponse[] Answers =
    [
        CannedResponse.Xml("""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleResult>
                <AssumedRoleUser><Arn>arn:aws:sts::000000000000:assumed-role/deploy/x</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>
                <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s &amp; s</SecretAccessKey><SessionToken>t</SessionToken>
                  <Expiration>2026-01-02T03:04:05Z</Expiration></Credentials>
                <SessionTokenUtilization>6</SessionTokenUtilization>
              </AssumeRoleResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </AssumeRoleResponse>
            """),
        CannedResponse.Xml("""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult><UserId>AID</UserId><Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/x</Arn></GetCallerIdentityResult>
              <ResponseMetadata><RequestId>r-2</RequestId></ResponseMetadata>
            </GetCallerIdentityResponse>
            """),
        CannedResponse.Xml("""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult><SubjectFromWebIdentityToken>system:serviceaccount:a:b</SubjectFromWebIdentityToken>
                <Audience>sts.amazonaws.com</Audience><Provider>issuer</Provider></AssumeRoleWithWebIdentityResult>
              <ResponseMetadata><RequestId>r-3</RequestId></ResponseMetadata>
            </AssumeRoleWithWebIdentityResponse>
            """),
        Error("ExpiredTokenException", 400),
        // Modelled by AssumeRoleWithWebIdentity, not by GetCallerIdentity, which gets it here.
        Error("ExpiredTokenException", 400),
        new(502, "<html><body>Bad Gateway</body>", "text/html"),
        new(500, "", "text/xml"),
    ];

    [Fact]
    public async Task Scenario_OnTheRealPackageAndOnAStandIn_SendsAndShowsTheSame()
    {
        await using var upstreamServer = await WireServer.StartAsync(Answers);
        await using var standInServer = await WireServer.StartAsync(Answers);

        var upstream = await Upstream::StandIns.Tests.StsScenario.RunAsync(upstreamServer.Address, TestContext.Current.CancellationToken);
        var standIn = await StandIn::StandIns.Tests.StsScenario.RunAsync(standInServer.Address, TestContext.Current.CancellationToken);

        Assert.Equal(upstream, standIn);
        Assert.Equal(upstreamServer.Requests.Select(Comparable), standInServer.Requests.Select(Comparable));
        Assert.Contains("Amazon.SecurityToken.Model.ExpiredTokenException", standIn[3], StringComparison.Ordinal);
        Assert.Contains("Amazon.SecurityToken.AmazonSecurityTokenServiceException", standIn[4], StringComparison.Ordinal);
    }

    private static CannedResponse Error(string code, int status) => CannedResponse.Xml(
        $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error><Type>Sender</Type><Code>{code}</Code><Message>Token expired</Message></Error>
          <RequestId>r-4</RequestId>
        </ErrorResponse>
        """,
        status);

    // Times, ids, the port and the package's version differ from run to run; names and all other values may not.
    private static string Comparable(RecordedRequest request) => string.Join(
        '\n',
        [
            $"{request.Method} {request.Target}",
            .. request.Headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {Value(header.Key, header.Value!)}"),
            request.Body,
        ]);

    private static string Value(string name, string value) => name.ToUpperInvariant() switch
    {
        "HOST" or "X-AMZ-DATE" or "USER-AGENT" or "AMZ-SDK-INVOCATION-ID" => "*",
        "AUTHORIZATION" => Varying().Replace(value, "*"),
        _ => value,
    };

    [GeneratedRegex("(?<=Credential=AKIDEXAMPLE/)[0-9]{8}|(?<=Signature=)[0-9a-f]{64}")]
    private static partial Regex Varying();
}
