
    # Names that only the texts know: what is asked for stands before the cursor.
    $before = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 |
        ForEach-Object { $_.ToString().Trim('"', "'") })
    $names = @(& catchword complete -- @before 2>$null |
        Where-Object { $_.StartsWith($wordToComplete.Trim('"', "'")) })
    if ($names.Count -gt 0) {
        $names | ForEach-Object {
            $text = if ($_ -match '[^\w.-]') { "'" + $_.Replace("'", "''") + "'" } else { $_ }
            [CompletionResult]::new($text, $_, [CompletionResultType]::ParameterValue, $_)
        }
        return
    }
