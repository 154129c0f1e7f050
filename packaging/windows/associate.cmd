@echo off
rem Opens binding cards (.mailbind) with the letterbox.exe beside this file, for this user. With /remove: no longer.
setlocal
set classes=HKCU\Software\Classes
if /i "%~1"=="/remove" goto remove
reg add "%classes%\.mailbind" /ve /d Letterbox.BindingCard /f >nul
if errorlevel 1 exit /b 1
reg add "%classes%\.mailbind" /v "Content Type" /d "application/vnd.letterbox.mailbind+json" /f >nul
if errorlevel 1 exit /b 1
reg add "%classes%\Letterbox.BindingCard" /ve /d "Letterbox binding card" /f >nul
if errorlevel 1 exit /b 1
reg add "%classes%\Letterbox.BindingCard\DefaultIcon" /ve /d "\"%~dp0letterbox.exe\",0" /f >nul
if errorlevel 1 exit /b 1
reg add "%classes%\Letterbox.BindingCard\shell\open\command" /ve /d "\"%~dp0letterbox.exe\" \"%%1\"" /f >nul
if errorlevel 1 exit /b 1
exit /b 0
:remove
reg delete "%classes%\.mailbind" /f >nul 2>nul
reg delete "%classes%\Letterbox.BindingCard" /f >nul 2>nul
exit /b 0
