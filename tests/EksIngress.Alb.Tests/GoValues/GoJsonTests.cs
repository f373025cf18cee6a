using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Tests.GoValues;

/// <summary>The words of Go's decoder, from its documentation and its behaviour: https://pkg.go.dev/encoding/json.</summary>
public sealed class GoJsonTests
{
    [Theory]
    [InlineData("", "unexpected end of JSON input")]
    [InlineData("  ", "unexpected end of JSON input")]
    [InlineData("{", "unexpected end of JSON input")]
    [InlineData("{\"a\"", "unexpected end of JSON input")]
    [InlineData("{\"a\":", "unexpected end of JSON input")]
    [InlineData("{\"a\":1", "unexpected end of JSON input")]
    [InlineData("[1,", "unexpected end of JSON input")]
    [InlineData("\"abc", "unexpected end of JSON input")]
    [InlineData("x", "invalid character 'x' looking for beginning of value")]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value")]
    [InlineData("{\"a\":}", "invalid character '}' looking for beginning of value")]
    [InlineData("{,}", "invalid character ',' looking for beginning of object key string")]
    [InlineData("{\"a\":1,}", "invalid character '}' looking for beginning of object key string")]
    [InlineData("{'a':1}", @"invalid character '\'' looking for beginning of object key string")]
    [InlineData("{\"a\" 1}", "invalid character '1' after object key")]
    [InlineData("{\"a\":1 \"b\":2}", "invalid character '\"' after object key:value pair")]
    [InlineData("{\"a\":1]", "invalid character ']' after object key:value pair")]
    [InlineData("[1 2]", "invalid character '2' after array element")]
    [InlineData("[1}", "invalid character '}' after array element")]
    [InlineData("1 2", "invalid character '2' after top-level value")]
    [InlineData("{}x", "invalid character 'x' after top-level value")]
    [InlineData("01", "invalid character '1' after top-level value")]
    [InlineData("-", "invalid character ' ' in numeric literal")]
    [InlineData("-x", "invalid character 'x' in numeric literal")]
    [InlineData("1.", "invalid character ' ' after decimal point in numeric literal")]
    [InlineData("1.x", "invalid character 'x' after decimal point in numeric literal")]
    [InlineData("1e", "invalid character ' ' in exponent of numeric literal")]
    [InlineData("1e+x", "invalid character 'x' in exponent of numeric literal")]
    [InlineData("tru", "invalid character ' ' in literal true (expecting 'e')")]
    [InlineData("tRue", "invalid character 'R' in literal true (expecting 'r')")]
    [InlineData("fals3", "invalid character '3' in literal false (expecting 'e')")]
    [InlineData("nil", "invalid character 'i' in literal null (expecting 'u')")]
    [InlineData("\"\\x\"", "invalid character 'x' in string escape code")]
    [InlineData("\"\\u12x4\"", "invalid character 'x' in \\u hexadecimal character escape")]
    [InlineData("\"a\nb\"", @"invalid character '\n' in string literal")]
    [InlineData("\"a\u0001\"", @"invalid character '\x01' in string literal")]
    [InlineData("é", "invalid character 'Ã' looking for beginning of value")]
    [InlineData("\u007f", @"invalid character '\x7f' looking for beginning of value")]
    public void Parse_Malformed_SaysWhatGoSays(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<AlbModelException>(() => GoJsonParser.Parse(json)).Message);

    [Fact]
    public void Parse_TenThousandLevels_IsTheLimit()
    {
        Assert.NotNull(GoJsonParser.Parse(new string('[', 10_000) + new string(']', 10_000)));
        Assert.Equal(
            "invalid character '[' exceeded max depth",
            Assert.Throws<AlbModelException>(() => GoJsonParser.Parse(new string('[', 10_001))).Message);
    }

    [Theory]
    [InlineData("\"a\\u00e9\\n\\/\\\"\\\\\"", "aé\n/\"\\")]
    [InlineData("\"\\ud83d\\ude00\"", "\ud83d\ude00")]
    [InlineData("\"\\ud83d\"", "\ufffd")]
    [InlineData("\"\\ude00x\"", "\ufffdx")]
    public void Parse_Text_IsUnescaped(string json, string expected) => Assert.Equal(expected, GoJsonParser.Parse(json).Text);

    [Theory]
    [InlineData("{\"a\":1,\"A\":\"x\",\"a\":2}", "2", "x")]
    [InlineData("{\"B\":\"x\",\"b\":null}", "0", "x")]
    [InlineData("{\"unknown\":{\"deep\":[1]}}", "0", "")]
    public void Decode_Members_FindTheirFieldsAsGoFindsThem(string json, string number, string text)
    {
        var (a, upper, b) = (0, "", "");
        GoJsonDecoder.Decode(json, (decoder, value) => decoder.Struct(
            value,
            "S",
            ("a", member => a = decoder.Int32(member, a)),
            ("A", member => upper = decoder.Text(member, upper)),
            ("b", member => b = decoder.Text(member, b))));

        Assert.Equal((number, text), (a.ToString(System.Globalization.CultureInfo.InvariantCulture), upper + b));
    }

    [Theory]
    [InlineData("{\"a\":\"1\"}", "json: cannot unmarshal string into Go struct field S.a of type int32")]
    [InlineData("{\"a\":2147483648}", "json: cannot unmarshal number 2147483648 into Go struct field S.a of type int32")]
    [InlineData("{\"a\":1e3}", "json: cannot unmarshal number 1e3 into Go struct field S.a of type int32")]
    [InlineData("{\"a\":[],\"b\":{}}", "json: cannot unmarshal array into Go struct field S.a of type int32")]
    [InlineData("{\"b\":{}}", "json: cannot unmarshal object into Go struct field S.b of type string")]
    [InlineData("{\"b\":true}", "json: cannot unmarshal bool into Go struct field S.b of type string")]
    [InlineData("[]", "json: cannot unmarshal array into Go value of type ingress.S")]
    [InlineData("1", "json: cannot unmarshal number into Go value of type ingress.S")]
    public void Decode_WrongType_SaysWhatGoSays(string json, string expected)
    {
        var exception = Assert.Throws<AlbModelException>(() => GoJsonDecoder.Decode(json, (decoder, value) => decoder.Struct(
            value, "S", ("a", member => decoder.Int32(member, 0)), ("b", member => decoder.Text(member, "")))));

        Assert.Equal(expected, exception.Message);
    }

    [Theory]
    [InlineData("4294967296x", 32, "value out of range")]
    [InlineData("2147483648x", 32, "invalid syntax")]
    [InlineData("-2147483649", 32, "value out of range")]
    [InlineData("9223372036854775808", 64, "value out of range")]
    [InlineData("1_000", 64, "invalid syntax")]
    [InlineData("+", 64, "invalid syntax")]
    [InlineData("٣", 64, "invalid syntax")]
    public void ParseInt_NoNumber_SaysWhatGoSays(string text, int bits, string expected) => Assert.Equal(
        $"strconv.ParseInt: parsing \"{text}\": {expected}", Assert.Throws<AlbModelException>(() => GoNumber.ParseInt(text, bits)).Message);

    [Theory]
    [InlineData("-9223372036854775808", 64, long.MinValue)]
    [InlineData("-2147483648", 32, int.MinValue)]
    [InlineData("+007", 32, 7)]
    public void ParseInt_Number_IsRead(string text, int bits, long expected) => Assert.Equal(expected, GoNumber.ParseInt(text, bits));

    [Theory]
    [InlineData("10.0.0.1/8", true)]
    [InlineData("10.0.0.0/08", true)]
    [InlineData("::/0", true)]
    [InlineData("2001:db8::1/128", true)]
    [InlineData("::ffff:1.2.3.4/96", true)]
    [InlineData("10.0.0/8", false)]
    [InlineData("10.0.0.256/8", false)]
    [InlineData("010.0.0.1/8", false)]
    [InlineData("0x0a.0.0.1/8", false)]
    [InlineData("10.0.0.1/", false)]
    [InlineData("10.0.0.1/-1", false)]
    [InlineData("10.0.0.1/+8", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("[::]/0", false)]
    [InlineData("::%eth0/64", false)]
    [InlineData("::/129", false)]
    [InlineData("::ffff:1.2.3.04/96", false)]
    [InlineData("/8", false)]
    public void Validate_Cidr_IsTakenOrNot(string text, bool expected) =>
        Assert.Equal(expected, Record.Exception(() => GoCidr.Validate(text)) is null);

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("a", "a", 0)]
    [InlineData("a", "ab", -1)]
    [InlineData("\ud83d\ude00", "\uff5e", 1)]
    [InlineData("\ud83d\ude00", "\ud83d\ude01", -1)]
    public void Compare_Texts_GoesByTheirBytes(string left, string right, int expected) =>
        Assert.Equal((expected, -expected), (Math.Sign(Utf8Comparer.Instance.Compare(left, right)), Math.Sign(Utf8Comparer.Instance.Compare(right, left))));

    [Fact]
    public void Write_Text_IsEscapedAsGoEscapesIt()
    {
        var json = new GoJsonWriter();

        json.WriteStringValue("a\"\\\b\f\n\r\t\u0001\u007f<>&\u2028\u2029é\ud83d\ude00\ud800x");

        Assert.Equal("\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f\\u003c\\u003e\\u0026\\u2028\\u2029é\ud83d\ude00\\ufffdx\"", json.ToString());
    }
}
