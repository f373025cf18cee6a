using EksIngress.Alb.Listeners;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

public sealed class ListenPortsTests
{
    [Theory]
    [InlineData("", false, "80=HTTP")]
    [InlineData("", true, "443=HTTPS")]
    [InlineData("""listen-ports: [{"HTTP":80}]""", true, "80=HTTP")]
    [InlineData("""listen-ports: [{"HTTP":8080},{"HTTPS":443}]""", false, "443=HTTPS 8080=HTTP")]
    [InlineData("""listen-ports: [{"HTTP":80,"HTTPS":443}]""", false, "80=HTTP 443=HTTPS")]
    [InlineData("""listen-ports: [{"HTTP":80},{"HTTP":80}]""", false, "80=HTTP")]
    [InlineData("""listen-ports: [{"HTTP":80},{"HTTPS":80}]""", false, "80=HTTPS")]
    [InlineData("""listen-ports: [{"HTTP":80,"HTTP":81}]""", false, "81=HTTP")]
    [InlineData("""listen-ports:  [ { "HTTP" : 1 } , { "HTTPS" : 65535 } ] """, false, "1=HTTP 65535=HTTPS")]
    [InlineData("""listen-ports: [{}]""", false, "")]
    [InlineData("""listen-ports: [null]""", false, "")]
    [InlineData("""listen-ports: []""", false, "empty listen-ports configuration: `[]`")]
    [InlineData("""listen-ports: null""", false, "empty listen-ports configuration: `null`")]
    [InlineData("""listen-ports: [{"HTTP":0}]""", false, "listen port must be within [1, 65535]: 0")]
    [InlineData("""listen-ports: [{"HTTP":65536}]""", false, "listen port must be within [1, 65535]: 65536")]
    [InlineData("""listen-ports: [{"HTTP":-80}]""", false, "listen port must be within [1, 65535]: -80")]
    [InlineData("""listen-ports: [{"HTTP":null}]""", false, "listen port must be within [1, 65535]: 0")]
    [InlineData("""listen-ports: [{"TCP":0}]""", false, "listen port must be within [1, 65535]: 0")]
    [InlineData("""listen-ports: [{"TCP":80}]""", false, "listen protocol must be within [HTTP, HTTPS]: TCP")]
    [InlineData("""listen-ports: [{"http":80}]""", false, "listen protocol must be within [HTTP, HTTPS]: http")]
    [InlineData("""listen-ports: [{"":80}]""", false, "listen protocol must be within [HTTP, HTTPS]: ")]
    [InlineData("""listen-ports: [{"TLS":443},{"HTTP":0}]""", false, "listen protocol must be within [HTTP, HTTPS]: TLS")]
    [InlineData("""listen-ports: """, false, "failed to parse listen-ports configuration: ``: unexpected end of JSON input")]
    [InlineData("""listen-ports: 80""", false, "failed to parse listen-ports configuration: `80`: json: cannot unmarshal number into Go value of type []map[string]int32")]
    [InlineData("""listen-ports: {"HTTP":80}""", false, "failed to parse listen-ports configuration: `{\"HTTP\":80}`: json: cannot unmarshal object into Go value of type []map[string]int32")]
    [InlineData("""listen-ports: [80]""", false, "failed to parse listen-ports configuration: `[80]`: json: cannot unmarshal number into Go value of type map[string]int32")]
    [InlineData("""listen-ports: [["HTTP",80]]""", false, "failed to parse listen-ports configuration: `[[\"HTTP\",80]]`: json: cannot unmarshal array into Go value of type map[string]int32")]
    [InlineData("""listen-ports: [{"HTTP":"80"}]""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":\"80\"}]`: json: cannot unmarshal string into Go value of type int32")]
    [InlineData("""listen-ports: [{"HTTP":80.0}]""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":80.0}]`: json: cannot unmarshal number 80.0 into Go value of type int32")]
    [InlineData("""listen-ports: [{"HTTP":4294967376}]""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":4294967376}]`: json: cannot unmarshal number 4294967376 into Go value of type int32")]
    [InlineData("""listen-ports: [{"HTTP":[80]}]""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":[80]}]`: json: cannot unmarshal array into Go value of type int32")]
    [InlineData("""listen-ports: [{"HTTP":true},{"HTTP":"x"}]""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":true},{\"HTTP\":\"x\"}]`: json: cannot unmarshal bool into Go value of type int32")]
    [InlineData("""listen-ports: [{HTTP:80}]""", false, "failed to parse listen-ports configuration: `[{HTTP:80}]`: invalid character 'H' looking for beginning of object key string")]
    [InlineData("""listen-ports: [{"HTTP":80},]""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":80},]`: invalid character ']' looking for beginning of value")]
    [InlineData("""listen-ports: [{"HTTP":"x"}] x""", false, "failed to parse listen-ports configuration: `[{\"HTTP\":\"x\"}] x`: invalid character 'x' after top-level value")]
    public void Read_Annotation(string ingress, bool hasCertificates, string expected) => Assert.Equal(expected, Members.Try(() =>
        string.Join(' ', ListenPorts.Read(Members.One(ingress), hasCertificates).Select(port => $"{port.Key}={port.Value}"))));
}
