using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

public sealed class MutualAuthenticationReaderTests
{
    private const string Failed = "failed to parse mutualAuthentication configuration from ingress annotation: ";

    private static readonly NetworkSnapshot Account = new()
    {
        TrustStoreArns = new Dictionary<string, string> { ["clients"] = "arn:aws:store/clients", ["partners"] = "arn:aws:store/partners" },
    };

    [Theory]
    [InlineData("""[{"port":443,"mode":"off"}]""", "443 off '' - -")]
    [InlineData("""[{"port":443,"mode":"off","trustStore":""}]""", "443 off '' - -")]
    [InlineData("""[{"port":443,"mode":"off","trustStore":null,"ignoreClientCertificateExpiry":null,"advertiseTrustStoreCaNames":null}]""", "443 off '' - -")]
    [InlineData("""[{"port":443,"mode":"passthrough"}]""", "443 passthrough '' - -")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"arn:aws:store/x"}]""", "443 verify 'arn:aws:store/x' False -")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"arn:aws:store/x","ignoreClientCertificateExpiry":true}]""", "443 verify 'arn:aws:store/x' True -")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"arn:aws:store/x","ignoreClientCertificateExpiry":false,"advertiseTrustStoreCaNames":"off"}]""", "443 verify 'arn:aws:store/x' False off")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"clients","advertiseTrustStoreCaNames":"on"}]""", "443 verify 'arn:aws:store/clients' False on")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"clients"},{"port":8443,"mode":"verify","trustStore":"clients"},{"port":9443,"mode":"verify","trustStore":"partners"}]""", "443 verify 'arn:aws:store/clients' False -, 8443 verify 'arn:aws:store/clients' False -, 9443 verify 'arn:aws:store/partners' False -")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"gone"},{"port":443,"mode":"off"}]""", "443 off '' - -")]
    [InlineData("""[{"PORT":443,"Mode":"off","unknown":{}}]""", "443 off '' - -")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"gone"}]""", "couldn't find TrustStores with names [gone]")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"gone"},{"port":8443,"mode":"verify","trustStore":"clients"}]""", "couldn't find TrustStore with name gone")]
    [InlineData("""[]""", "empty mutualAuthentication configuration from ingress annotation: `[]`")]
    [InlineData("""null""", "empty mutualAuthentication configuration from ingress annotation: `null`")]
    [InlineData("""[{}]""", "listen port must be within [1, 65535]: 0")]
    [InlineData("""[null]""", "listen port must be within [1, 65535]: 0")]
    [InlineData("""[{"port":65536,"mode":""}]""", "listen port must be within [1, 65535]: 65536")]
    [InlineData("""[{"port":443}]""", "mutualAuthentication mode cannot be empty for port 443")]
    [InlineData("""[{"port":443,"mode":"Verify"}]""", "mutualAuthentication mode value must be among [off, passthrough, verify] for port 443 : Verify")]
    [InlineData("""[{"port":443,"mode":"verify"}]""", "trustStore is required when mutualAuthentication mode is verify for port 443")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"","advertiseTrustStoreCaNames":"maybe"}]""", "trustStore is required when mutualAuthentication mode is verify for port 443")]
    [InlineData("""[{"port":443,"mode":"off","trustStore":"clients","ignoreClientCertificateExpiry":true}]""", "Mutual Authentication mode off does not support trustStore for port 443")]
    [InlineData("""[{"port":443,"mode":"passthrough","trustStore":"clients"}]""", "Mutual Authentication mode passthrough does not support trustStore for port 443")]
    [InlineData("""[{"port":443,"mode":"off","ignoreClientCertificateExpiry":false,"advertiseTrustStoreCaNames":"on"}]""", "Mutual Authentication mode off does not support ignoring client certificate expiry for port 443")]
    [InlineData("""[{"port":443,"mode":"passthrough","ignoreClientCertificateExpiry":true}]""", "Mutual Authentication mode passthrough does not support ignoring client certificate expiry for port 443")]
    [InlineData("""[{"port":443,"mode":"passthrough","advertiseTrustStoreCaNames":"maybe"}]""", "Mutual Authentication mode passthrough does not support advertiseTrustStoreCaNames for port 443")]
    [InlineData("""[{"port":443,"mode":"off","advertiseTrustStoreCaNames":""}]""", "Mutual Authentication mode off does not support advertiseTrustStoreCaNames for port 443")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"gone","advertiseTrustStoreCaNames":"ON"}]""", "advertiseTrustStoreCaNames only supports the values \"on\" and \"off\" got value ON for port 443")]
    [InlineData("""[{"port":443,"mode":"verify","trustStore":"gone","advertiseTrustStoreCaNames":""}]""", "advertiseTrustStoreCaNames only supports the values \"on\" and \"off\" got value  for port 443")]
    [InlineData("""[{"port":443,"mode":"off"},{"port":0}]""", "listen port must be within [1, 65535]: 0")]
    [InlineData("", Failed + "``: unexpected end of JSON input")]
    [InlineData("""{"port":443}""", Failed + "`{\"port\":443}`: json: cannot unmarshal object into Go value of type []ingress.MutualAuthenticationConfig")]
    [InlineData("""[443]""", Failed + "`[443]`: json: cannot unmarshal number into Go value of type ingress.MutualAuthenticationConfig")]
    [InlineData("""[{"port":"443"}]""", Failed + "`[{\"port\":\"443\"}]`: json: cannot unmarshal string into Go struct field MutualAuthenticationConfig.port of type int32")]
    [InlineData("""[{"mode":1}]""", Failed + "`[{\"mode\":1}]`: json: cannot unmarshal number into Go struct field MutualAuthenticationConfig.mode of type string")]
    [InlineData("""[{"ignoreClientCertificateExpiry":"true"}]""", Failed + "`[{\"ignoreClientCertificateExpiry\":\"true\"}]`: json: cannot unmarshal string into Go struct field MutualAuthenticationConfig.ignoreClientCertificateExpiry of type bool")]
    [InlineData("""[{"trustStore":["a"]}]""", Failed + "`[{\"trustStore\":[\"a\"]}]`: json: cannot unmarshal array into Go struct field MutualAuthenticationConfig.trustStore of type string")]
    public async Task ReadAsync_Annotation(string annotation, string expected) => Assert.Equal(expected, await Members.TryAsync(async () =>
    {
        var byPort = await new MutualAuthenticationReader(Account).ReadAsync(
            Members.One($"mutual-authentication: {annotation}"), TestContext.Current.CancellationToken);
        return string.Join(", ", byPort.Select(pair =>
            $"{pair.Key} {pair.Value.Mode} '{pair.Value.TrustStoreArn}' {pair.Value.IgnoreClientCertificateExpiry?.ToString() ?? "-"} {pair.Value.AdvertiseTrustStoreCaNames ?? "-"}"));
    }));

    [Fact]
    public async Task ReadAsync_NoAnnotation_IsEmpty() =>
        Assert.Empty(await new MutualAuthenticationReader(Account).ReadAsync(Members.One(""), TestContext.Current.CancellationToken));
}
