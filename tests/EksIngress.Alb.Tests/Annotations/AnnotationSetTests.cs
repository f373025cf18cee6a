using EksIngress.Alb.Annotations;

namespace EksIngress.Alb.Tests.Annotations;

public sealed class AnnotationSetTests
{
    private const string Key = "alb.ingress.kubernetes.io/x";

    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("TRUE", true)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("FALSE", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    public void FindBoolean_GoSpelling_IsRead(string raw, bool expected) => Assert.Equal(expected, Of(raw).FindBoolean("x"));

    [Theory]
    [InlineData("yes")]
    [InlineData("tRUE")]
    [InlineData("")]
    [InlineData(" true")]
    public void FindBoolean_AnythingElse_IsTheControllersError(string raw)
    {
        var exception = Assert.Throws<AlbModelException>(() => Of(raw).FindBoolean("x"));

        Assert.StartsWith($"failed to parse bool annotation, {Key}: {raw}: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-7", -7)]
    [InlineData("+7", 7)]
    [InlineData("2147483647", int.MaxValue)]
    public void FindInt32_Number_IsRead(string raw, int expected) => Assert.Equal(expected, Of(raw).FindInt32("x"));

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue, null)]
    [InlineData("-9223372036854775808", long.MinValue, null)]
    [InlineData("9223372036854775808", 0, "value out of range")]
    [InlineData("18446744073709551616", 0, "value out of range")]
    [InlineData("18446744073709551616x", 0, "value out of range")]
    [InlineData("x18446744073709551616", 0, "invalid syntax")]
    [InlineData("1e3", 0, "invalid syntax")]
    [InlineData("٣", 0, "invalid syntax")]
    [InlineData("+", 0, "invalid syntax")]
    [InlineData("-", 0, "invalid syntax")]
    public void FindInt64_Limits(string raw, long expected, string? fault)
    {
        if (fault is null)
        {
            Assert.Equal(expected, Of(raw).FindInt64("x"));
            return;
        }

        Assert.Equal(
            $"failed to parse int64 annotation, {Key}: {raw}: strconv.ParseInt: parsing \"{raw}\": {fault}",
            Assert.Throws<AlbModelException>(() => Of(raw).FindInt64("x")).Message);
    }

    [Theory]
    [InlineData("abc", "invalid syntax")]
    [InlineData("1.5", "invalid syntax")]
    [InlineData("", "invalid syntax")]
    [InlineData(" 1", "invalid syntax")]
    [InlineData("2147483648", "value out of range")]
    [InlineData("99999999999999999999", "value out of range")]
    public void FindInt32_NoNumber_IsTheControllersError(string raw, string why)
    {
        var exception = Assert.Throws<AlbModelException>(() => Of(raw).FindInt32("x"));

        Assert.Equal($"failed to parse int32 annotation, {Key}: {raw}: strconv.ParseInt: parsing \"{raw}\": {why}", exception.Message);
    }

    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData(" a , ,b,", "a|b")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData(",,", "")]
    [InlineData("a b,c\td", "a b|c\td")]
    [InlineData("\ta\n,\u00a0b", "a|b")]
    [InlineData("b,a,b", "b|a|b")]
    [InlineData("a;b", "a;b")]
    [InlineData(@"a\,b", @"a\|b")]
    public void FindStrings_List_IsSplitAndTrimmed(string raw, string expected) =>
        Assert.Equal(expected, string.Join('|', Of(raw).FindStrings("x")!));

    [Theory]
    [InlineData("k=v", "k=v")]
    [InlineData("k=v,l=w", "k=v|l=w")]
    [InlineData(" k = v , l=w ", "k=v|l=w")]
    [InlineData("k=", "k=")]
    [InlineData("k=a=b", "k=a=b")]
    [InlineData(@"k=a\,b=c,l=w", "k=a,b=c|l=w")]
    [InlineData("k=v,", "k=v,")]
    [InlineData("k=v, ", "k=v,")]
    [InlineData("k=v,k=w", "k=w")]
    [InlineData("k=v=,l==w", "k=v=|l==w")]
    [InlineData(@"k=a\=b", "k=a=b")]
    [InlineData(@"k=a\\b", @"k=a\b")]
    [InlineData(@"k=a\", @"k=a\")]
    [InlineData(@"k=a\,b\,c", "k=a,b,c")]
    [InlineData(@"k\=x=v", "k=x=v")]
    [InlineData("k=ä ö,l=\tw\n", "k=ä ö|l=w")]
    [InlineData("k=v;l=w", "k=v;l=w")]
    [InlineData("", "")]
    public void FindMap_Pairs_AreRead(string raw, string expected) =>
        Assert.Equal(expected, string.Join('|', Of(raw).FindMap("x")!.Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("k")]
    [InlineData("=v")]
    [InlineData("k=v,w")]
    [InlineData(",k=v")]
    [InlineData("k=v,,l=w")]
    [InlineData("k=v, ,l=w")]
    [InlineData("k,l=w")]
    [InlineData(" =v")]
    [InlineData("k=v,w,x")]
    [InlineData(@"k\,l")]
    [InlineData(",")]
    [InlineData(" ")]
    public void FindMap_NoPair_IsTheControllersError(string raw)
    {
        var exception = Assert.Throws<AlbModelException>(() => Of(raw).FindMap("x"));

        Assert.Equal($"failed to parse stringMap annotation, {Key}: {raw}", exception.Message);
    }

    [Theory]
    [InlineData("a/x", "a")]
    [InlineData("b/x", "b")]
    [InlineData("c/x", "c")]
    [InlineData("b/x c/x", "b")]
    [InlineData("d/x", null)]
    public void FindString_AlternativePrefixes_AreLookedUnderInOrder(string keys, string? expected)
    {
        var annotations = keys.Split(' ').ToDictionary(key => key, key => key[..1], StringComparer.Ordinal);

        Assert.Equal(expected, new AnnotationSet(annotations, "a", "b", "c").FindString("x"));
    }

    [Fact]
    public void FindInt32_UnderAnAlternativePrefix_NamesTheKeyThatWasFound()
    {
        var annotations = new AnnotationSet(new Dictionary<string, string> { ["b/x"] = "many" }, "a", "b");

        Assert.Equal(
            "failed to parse int32 annotation, b/x: many: strconv.ParseInt: parsing \"many\": invalid syntax",
            Assert.Throws<AlbModelException>(() => annotations.FindInt32("x")).Message);
    }

    [Fact]
    public void FindString_EmptyPrefix_TakesTheSuffixForTheWholeKey() => Assert.Equal(
        "alb", new AnnotationSet(new Dictionary<string, string> { ["kubernetes.io/ingress.class"] = "alb" }, "").FindString("kubernetes.io/ingress.class"));

    [Theory]
    [InlineData("""{"a":[1,"x",null]}""", """{"a":[1,"x",null]}""")]
    [InlineData(" true ", "true")]
    public void FindJson_AnyShape_IsRead(string raw, string expected) => Assert.Equal(expected, Of(raw).FindJson("x")!.Value.GetRawText());

    [Theory]
    [InlineData("", "unexpected end of JSON input")]
    [InlineData("{", "unexpected end of JSON input")]
    [InlineData("{a", "invalid character 'a' looking for beginning of object key string")]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value")]
    [InlineData("1 2", "invalid character '2' after top-level value")]
    public void FindJson_NoJson_IsTheControllersError(string raw, string fault) => Assert.Equal(
        $"failed to parse json annotation, {Key}: {raw}: {fault}", Assert.Throws<AlbModelException>(() => Of(raw).FindJson("x")).Message);

    [Fact]
    public void FindJson_Absent_IsNull() => Assert.Null(new AnnotationSet(new Dictionary<string, string>()).FindJson("x"));

    private static AnnotationSet Of(string raw) => new(new Dictionary<string, string> { [Key] = raw });
}
